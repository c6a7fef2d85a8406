#!/usr/bin/env python3
"""usage: compare.py ROUNDS NAME=COMMAND_A=COMMAND_B ...   CPU seconds of both, interleaved; medians and their ratio A/B."""
import os, statistics, subprocess, sys


def cpu_seconds(command: str) -> float:
    before = os.times()
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


print(f"{'program':10} {'cfa s':>8} {'gcc s':>8} {'ratio':>7}")
for spec in sys.argv[2:]:
    name, ours, theirs = spec.split("=")
    times = [(cpu_seconds(ours), cpu_seconds(theirs)) for _ in range(int(sys.argv[1]) + 1)][1:]
    a, b = (statistics.median(column) for column in zip(*times))
    ratio = statistics.median(x / y for x, y in times)
    print(f"{name:10} {a:8.3f} {b:8.3f} {ratio:7.3f}")
