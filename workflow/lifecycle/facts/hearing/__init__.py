"""Consultations of employees as rows tell of them: how each stands, what came in, who is asked."""
