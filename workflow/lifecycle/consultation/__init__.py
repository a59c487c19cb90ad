"""What is done in a consultation of employees 征求意见: opened, written to, gathered, answered, posted."""
