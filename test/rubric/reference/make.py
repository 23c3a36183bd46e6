"""Writes what the scorer is compared with: the reference scorer's fixtures, random journals, and its lines for both.
Standard library only. `python3 make.py FILE` writes gzipped JSON; the same bytes each time."""
import gzip, io, json, random, sys
import rubric_ref as ref

SIGNALS = list(ref.OUT)
COMPONENTS = ["order-service", "payment-service", "api-gateway", "postgres", "redis", "catalog"]
PAIRS = list(ref.W_OF) + [("order-service", "bug"), ("catalog", "surge")]
PLANS = {s: sorted(set(ref.OUT[s].values())) for s in SIGNALS}


def outcome(r, s):
    return ref.OUT[s]["true"] if r.random() < .65 else r.choice(PLANS[s] + ["n", "up"])


def slots(r):
    c, m = r.choice(PAIRS)
    s = dict(ref.FULL) if r.random() < .5 else {}
    s.update(component=c, mechanism=m)
    if r.random() < .5:
        s.update(component="order-service", mechanism="uncached-slow-query")
    for k in ref.SLOTW:
        if r.random() < .15:
            s[k] = r.choice([None, "x", "postgres", "slow-query", "some-deploy", "all", "pg", "latency"])
    return s


def hypothesis(r):
    some = lambda n: r.sample(SIGNALS, r.randint(0, n))
    return dict(slots=slots(r), refs=some(5), predictions=[(s, outcome(r, s)) for s in some(3)],
                alternatives=r.sample(ref.WORLDS + ["nowhere"], r.randint(0, 3)))


def event(r, t):
    k, s = r.random(), r.choice(SIGNALS)
    if k < .34: return ref.Q(t, s)
    if k < .56: return ref.P(t, s, outcome(r, s))
    if k < .63: return ref.TL(t, r.choice([60, 0, 118, 121, 77]), s, r.random() < .4)
    if k < .71: return (t, r.choice(["hypothesis.locked", "hypothesis.revised"]), hypothesis(r))
    if k < .77: return (t, "prediction.checked", dict(s=s, result=r.choice(["held", "failed"])))
    if k < .84: return (t, r.choice(sorted(ref.CODE)), dict(c=r.choice(COMPONENTS)))
    if k < .87: return (t, "contradiction.checked", dict(signals=r.sample(SIGNALS, r.randint(0, 2)), found=False))
    if k < .90: return (t, "rootcause.submitted", dict(slots=slots(r)))
    if k < .93: return (t, "mitigation.executed", r.choice([dict(ok=True), dict(ok=False), dict(ok=True, harmful=True)]))
    if k < .95: return (t, "recovery.verified", dict(s=s, lag_ok=r.random() < .7))
    if k < .98: return (99999, "phase.closed", dict(phase=r.choice(list(ref.BOX)), sec=r.randint(30, 1500)))
    reveals = r.sample(SIGNALS, r.randint(0, 2)) + r.sample(list(ref.SLOTW), r.randint(0, 2))
    return (t, "hint.used", dict(level=r.randint(1, 3), reveals=reveals))


def mutated(r, log):
    log = [e for e in log]
    for _ in range(r.randint(1, 12)):
        i = r.randrange(len(log))
        t, ty, d = log[i]
        k = r.random()
        if k < .3: log.pop(i)
        elif k < .5: log.insert(i, log[i])
        elif k < .75: log[i] = (t if t > 9e4 else round(r.uniform(0, 1900), 1), ty, d)
        else: log.append(event(r, r.randint(0, 1900)))
        if not log: return [(0, "page.acknowledged", {})]
    return log


def wandering(r):
    log, t = [(0, "page.acknowledged", {})], 0
    for _ in range(r.randint(3, 70)):
        t += r.choice([0, 1, 2, 5, 13, 40, 90])
        log.append(event(r, t))
        if log[-1][1].endswith("queried") and r.random() < .7:
            s = log[-1][2]["s"]
            t += r.choice([1, 2, 3, 20])
            log.append(ref.P(t, s, outcome(r, s)))
    return log


def careful(r):
    """Much of what a good run has, in nearly the right order, so that no line is always zero."""
    log = [(0, "page.acknowledged", {})]
    t = 0
    for s in r.sample(SIGNALS, r.randint(4, 12)):
        t += r.randint(5, 90)
        log += [ref.Q(t, s), ref.P(t + r.choice([1, 2, 9, 30]), s, outcome(r, s) if r.random() < .4 else None)]
    return log + [event(r, t + r.randint(-60, 700)) for _ in range(r.randint(6, 30))]


def scored(log):
    total, lines, gates = ref.score(log)
    return dict(total=total, lines=[[d, rule, mx, got] for d, rule, mx, got, why, because in lines], gates=gates)


def main(path):
    r = random.Random(20240316)
    fixtures = {name: log for name, log in ref.A.items()}
    journals = []
    for n in range(500):
        kind = n % 4
        if kind == 0: log = mutated(r, ref.A[r.choice(list(ref.A))])
        elif kind == 1: log = wandering(r)
        elif kind == 2: log = careful(r)
        else: log = mutated(r, ref.A[r.choice(["ideal", "anchored_then_corrected", "hint_heavy", "rigorous_incomplete"])])
        journals.append(log)
    key = dict(worlds=ref.WORLDS, modality=ref.MOD, outcomes=ref.OUT, answer=ref.KEY, near=ref.NEAR, weights=ref.SLOTW,
               tags={k: sorted(v) for k, v in ref.SLOT_TAGS.items()}, edge=[sorted(x) for x in ref.TWO_SIDED], par=ref.PAR_Q,
               worldOf=[[c, m, w] for (c, m), w in ref.W_OF.items()])
    data = dict(key=key, fixtures={n: dict(log=log, **scored(log)) for n, log in fixtures.items()},
                journals=[dict(log=log, **scored(log)) for log in journals])
    text = json.dumps(data, separators=(",", ":"), sort_keys=True)
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as zipped:
        zipped.write(text.encode())


if __name__ == "__main__":
    main(sys.argv[1])
