"""What verbs and pages need to know: reads rows and makes the plain values that the rules judge. Changes nothing."""
