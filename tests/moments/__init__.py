"""Moments: which test shows what happens at a deadline, to the millisecond, with a clock that it steers."""
