"""Regulation Workflow 规章制度版本与审批: regulations drafted, reviewed, adopted and issued with their whole history."""

__version__ = "0.1.0"
