"""The graph as a network: files for Gephi, yEd and Cytoscape, networkx graphs, pictures, paths and cycles."""
