"""Set-up of a checkout, by whatever Python the system has. No part of the program: a wheel is built without it."""
