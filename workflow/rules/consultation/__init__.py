"""The consultation of employees 征求意见: who is asked, how long, and what must be answered before the congress."""
