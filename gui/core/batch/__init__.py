"""Files of many starts or stops: read, checked, run and resumed."""
