"""Reading what people attach: pure functions, run in a child process with limits."""
