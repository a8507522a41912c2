"""Training of the reading model: needs the ``train`` extra; nothing else imports it."""
