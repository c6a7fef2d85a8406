"""Statistics of clusters and processors: on demand, at the end of the object, nothing for flags 0."""
from __future__ import annotations

import re
import subprocess

BLOCK = r"""----- {} - Ready Q Stats -----
- totals   : N run, N schd \(N ext, N mig, N eupk, N t, N cthr\)
- push avg : N, N%, N tries
- local    : N, N%, N tries
- help     : N, N%, N tries
- steal    : N, N%, N tries
- search   : N, N%, N tries
- Idle Slp : N halt, N cancel, N wake\(N early, N seen\), N exit
- Preemption : N yields, N delayed

""".replace("N", r"\d+(?:\.\d+)?[KMG]?")


def test_stats(compiled):
    said = subprocess.run([compiled("stats")], stdout=subprocess.PIPE, check=True, timeout=20, text=True).stdout
    names = ['Cluster "Main Cluster"', 'Processor "Worker"', 'Cluster "Side"', 'Cluster "Main Cluster"']
    assert re.fullmatch("".join(BLOCK.format(rf"{name} \(0x\w+\)") for name in names), said), said
    runs = [int(n) for n in re.findall(r"totals   : (\d+) run", said)]
    assert runs[0] >= 13 and runs[1] >= 6 and runs[2] == runs[1] and runs[3] >= runs[0]
    assert re.findall(r", (\d+) t,", said)[0] == "2"
