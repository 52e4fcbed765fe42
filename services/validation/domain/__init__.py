"""The case of a validator, who may decide it, and by when. Pure: no I/O, no clock, no chance."""
