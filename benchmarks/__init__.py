"""Side-by-side measurements that anyone can run: `make bench`, or `python -m benchmarks NAME`."""
