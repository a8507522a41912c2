#!/bin/sh
# The samples, from articles to an answer: sh corpora/samples/demo.sh [KG]
set -eu
kg=${1:-kg}
data=.demo
rm -rf "$data"
"$kg" ingest corpora/samples --data "$data"
"$kg" list deals --data "$data"
"$kg" ask circular --data "$data"
"$kg" export graphml --data "$data" -o "$data/network.graphml"
echo "The network for Gephi, yEd or Cytoscape: $data/network.graphml"
