"""What both APIs stand on: routes, reading and answering, guards, errors, the description."""
