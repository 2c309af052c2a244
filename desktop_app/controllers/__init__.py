"""What the program can do, one module a subject: who may do it, one transaction each, what changed announced."""
