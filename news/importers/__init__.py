"""Roads by which articles come in from outside."""
