"""Reference scorer for the process rubric. Own work, stdlib only.
A run = list of (t_seconds, type, dict). Pure function of the log + scenario key. Every point is a ScoreLine."""
import math, itertools, sys
# ---------------- scenario key: rival worlds x evidence outcomes (from counterfactual simulator runs) --------------
WORLDS = ["true","ext_slow","redis_lock","redis_slow","surge","pg_lock","pool_leak","loop_block"]
MOD = dict(gw_route="metric",rate="metric",pool_wait="metric",pool_span="trace",pg_activity="metric",pg_slowlog="log",
           redis_keys="metric",ext_lat="metric",deploys="event",loop_max="metric",app_err="log",queue="metric",noise_warn="log",down_400="log")
OUT = {  # outcome of each signal in each rival world ('n' normal)
 "gw_route":   dict(true="orders",ext_slow="checkout",redis_lock="checkout",redis_slow="all",surge="all",pg_lock="orders",pool_leak="orders",loop_block="orders"),
 "rate":       dict(true="n",ext_slow="n",redis_lock="n",redis_slow="n",surge="up",pg_lock="n",pool_leak="n",loop_block="n"),
 "pool_wait":  dict(true="up",ext_slow="n",redis_lock="n",redis_slow="n",surge="up",pg_lock="up",pool_leak="up",loop_block="n"),
 "pool_span":  dict(true="long",ext_slow="n",redis_lock="n",redis_slow="n",surge="long",pg_lock="long",pool_leak="long",loop_block="n"),
 "pg_activity":dict(true="active",ext_slow="n",redis_lock="n",redis_slow="n",surge="active",pg_lock="lock",pool_leak="idle",loop_block="n"),
 "pg_slowlog": dict(true="slow",ext_slow="n",redis_lock="n",redis_slow="n",surge="slow",pg_lock="slow",pool_leak="n",loop_block="n"),
 "redis_keys": dict(true="hit_down",ext_slow="n",redis_lock="poll_up",redis_slow="hit_down",surge="hit_down",pg_lock="n",pool_leak="n",loop_block="n"),
 "ext_lat":    dict(true="n",ext_slow="up",redis_lock="n",redis_slow="n",surge="n",pg_lock="n",pool_leak="n",loop_block="n"),
 "deploys":    dict(true="orders_1345",ext_slow="orders_1345",redis_lock="pay_1330",redis_slow="n",surge="n",pg_lock="orders_1345",pool_leak="orders_1040",loop_block="orders_1345"),  # a deploy is never proof
 "loop_max":   dict(true="n",ext_slow="n",redis_lock="n",redis_slow="n",surge="n",pg_lock="n",pool_leak="n",loop_block="up"),
 "app_err":    dict(true="pool_timeout",ext_slow="upstream_to",redis_lock="lock_to",redis_slow="cmd_to",surge="pool_timeout",pg_lock="pool_timeout",pool_leak="pool_timeout",loop_block="upstream_to"),
 "queue":      dict(true="n",ext_slow="up",redis_lock="up",redis_slow="n",surge="n",pg_lock="n",pool_leak="n",loop_block="n"),
 "noise_warn": {w:"noise" for w in WORLDS},
 "down_400":   dict({w:"seen" for w in WORLDS},redis_slow="n"),   # downstream's one-sided complaint: present in nearly every world
}
T="true"
KEY=dict(symptom="orders p95/5xx",onset=60,component="order-service",resource="pg-pool",mechanism="uncached-slow-query",
         trigger="deploy-2.41",blast="orders-routes",recovery="rollback-13:52")
SLOT_TAGS=dict(symptom={"gw_route"},component={"pool_wait","pool_span","app_err"},resource={"pool_wait","pool_span","pg_activity"},
         mechanism={"pg_slowlog","redis_keys","pg_activity"},trigger={"deploys"},blast={"gw_route"},recovery={"pool_wait","gw_route"})
SLOTW=dict(symptom=2,component=3,resource=2,mechanism=3,trigger=2,blast=1.5,recovery=1.5)      # = 15
NEAR=dict(component={"postgres":.5,"api-gateway":.25,"payment-service":0},resource={"pg":.5},mechanism={"slow-query":.6,"pool-exhausted":.4},
          trigger={"some-deploy":.5},blast={"all":.3},recovery={"unknown":.0},symptom={"latency":.5})
TWO_SIDED=({"pool_wait","pool_span","app_err"},{"pg_activity","pg_slowlog"})   # caller side, callee side
PAR_Q=9; BOX=dict(establish=300,hypothesise=600,scope=300,code=600,confirm=300); PIN_BUDGET=8; MIN_DWELL=2
HINT_COST={1:3,2:6,3:12}
CODE={"code.opened","code.searched","git.viewed"}; CODE_OK={"order-service"}

W_OF={("order-service","uncached-slow-query"):"true",("order-service","pool-exhausted"):"true",("payment-service","ext-timeout"):"ext_slow",
      ("payment-service","lock-held"):"redis_lock",("redis","slow-command"):"redis_slow",("api-gateway","surge"):"surge",("postgres","lock-wait"):"pg_lock",
      ("order-service","pool-leak"):"pool_leak",("order-service","event-loop-block"):"loop_block"}
def world(H): return W_OF.get((H.get("slots",{}).get("component"),H.get("slots",{}).get("mechanism")))
def consistent(sig): return [w for w in WORLDS if all(OUT[s][w]==OUT[s][T] for s in sig)]
def narrowing(sig): return 1-math.log2(len(consistent(sig)))/math.log2(len(WORLDS)) if sig else 0.0
def disc(pred,hw):  # prediction=(signal, outcome): must follow from the hypothesis' own world; value = share of rivals that would NOT show it
    s,o=pred
    if hw is None or OUT[s][hw]!=o: return 0.0
    return sum(OUT[s][w]!=o for w in WORLDS if w!=hw)/(len(WORLDS)-1)

def score(log):
    L=[]; add=lambda d,r,mx,got,why,ev=(): L.append((d,r,mx,round(max(0,min(mx,got)),2) if mx>=0 else got,why,list(ev)))
    ev=[(t,ty,d,i) for i,(t,ty,d) in enumerate(sorted(log,key=lambda e:e[0]))]
    if not ev: return 0.0,L,{}
    tcode=min([t for t,ty,d,i in ev if ty in CODE],default=math.inf)
    subs=[(t,d,i) for t,ty,d,i in ev if ty=="rootcause.submitted"]; tsub=subs[-1][0] if subs else ev[-1][0]
    hinted=set().union(*[set(d.get("reveals",())) for t,ty,d,i in ev if ty=="hint.used"] or [set()])
    q=[(t,d,i) for t,ty,d,i in ev if ty in("metric.queried","log.queried","trace.opened","events.viewed")]
    seen={d["s"]:t for t,d,i in reversed(q)}                    # first time seen
    pins=[(t,d,i) for t,ty,d,i in ev if ty=="evidence.pinned"]; order=list(dict.fromkeys(d["s"] for t,d,i in pins))[:PIN_BUDGET]
    pins=[next(p for p in pins if p[1]["s"]==x and p[1]["reading"]==[y for y in pins if y[1]["s"]==x][-1][1]["reading"]) for x in order]  # one pin per signal, last reading counts
    pins.sort(key=lambda p:p[0])
    good=[(t,d,i) for t,d,i in pins if d["s"] in seen and t-seen[d["s"]]>=MIN_DWELL and d["reading"]==OUT[d["s"]][T]
          and len(set(OUT[d["s"]].values()))>1]               # right reading AND carries information
    wrong=[(t,d,i) for t,d,i in pins if d["reading"]!=OUT[d["s"]][T]]
    # ---- valid lock: first locked/revised hypothesis that is READY
    def ready(t,d):
        g={p[1]["s"] for p in good if p[0]<=t}; b=[p for p in wrong if p[0]<=t]; hw=world(d)
        return (len({MOD[x] for x in g})>=2 and hw is not None and hw in consistent(g) and narrowing(g)>=.5
                and len(g)>=2*len(b) and any(disc(p,hw)>=.4 for p in d.get("predictions",[])))
    hy=[]; prev=-1   # a new hypothesis counts only if it rests on a new pin or a checked prediction (stops spraying)
    for t,ty,d,i in ev:
        if ty in("hypothesis.locked","hypothesis.revised") and t<=tsub:
            if prev<0 or any(prev<p[0]<=t for p in good) or any(prev<x[0]<=t and x[1]=="prediction.checked" for x in ev): hy.append((t,d,i)); prev=t
    lock=next(((t,d,i) for t,d,i in hy if ready(t,d)),None); tl=lock[0] if lock else math.inf
    last=[h for h in hy if h[0]>=tl][-1] if lock else None
    blind=bool(lock) and tl<tcode
    # ---- D1 order (15)
    gcode={p[1]["s"] for p in good if p[0]<min(tcode,tsub+1)}-hinted
    add("D1","ready hypothesis locked before any code",9, 9 if blind else 4.5*narrowing(gcode),"lock@%s code@%s"%(tl,tcode))
    add("D1","independent modalities read before code",6, 2*min(3,len({MOD[s] for s in gcode})),str(sorted({MOD[s] for s in gcode})))
    # ---- D2 evidence (20): readings pinned before code count full, after code a quarter; wrong readings cancel right ones
    cut=last[0] if last else tsub
    S={p[1]["s"] for p in good if p[0]<=cut}; Sb={x for x in S if any(p[1]["s"]==x and p[0]<tcode for p in good)}
    half=lambda X:narrowing(X-hinted)+.5*(narrowing(X)-narrowing(X-hinted))
    nar=half(Sb)+.25*(half(S)-half(Sb)); corr=max(0,1-2*len(wrong)/max(1,len(good)+len(wrong)))
    add("D2","narrowing of the rival set",11, 11*nar*corr,"%d of %d rivals left; %d wrong readings"%(len(consistent(S)),len(WORLDS),len(wrong)))
    fb=len(Sb)/max(1,len(S))*.75+.25 if S else 0
    add("D2","precision of pins",3, fb*3*len(good)/len(pins)*corr if pins else 0,"%d/%d"%(len(good),len(pins)))
    qq=[d["s"] for t,d,i in q if t<=cut]; nq=len(set(qq))+max(0,len(qq)-2*PAR_Q)
    add("D2","economy of queries",2, 2*min(1,PAR_Q/max(nq,1))*fb*corr if len(good)>=3 else 0,"%d distinct / %d all"%(len(set(qq)),len(qq)))
    tlm=[(t,d,i) for t,ty,d,i in ev if ty=="timeline.added" and seen.get(d.get("ref"),math.inf)<=t<=min(cut,tcode)]
    c=(len({d["ref"] for t,d,i in tlm})>=3)+any(abs(d["at"]-KEY["onset"])<=60 and d.get("onset") for t,d,i in tlm)+(len({MOD[d["ref"]] for t,d,i in tlm})>=2)+(bool(Sb&TWO_SIDED[0]) and bool(Sb&TWO_SIDED[1]))
    add("D2","timeline: 3 entries, onset, cross-modal pair, both sides of the edge",4,c*(corr>0),"%d/4"%c)
    # ---- D3 hypothesis (25): only a READY hypothesis earns more than the 2 points for having written one; after code everything halves
    wr=[(t,d,i) for t,d,i in hy if t<tcode]
    add("D3","written and locked before code",5, 5 if blind else (2 if wr and world(wr[0][1]) and {p[1]["s"] for p in good if p[0]<=wr[0][0]} else 0),"")
    H=last[1] if last else {"slots":{}}; hw=world(H); k3=0 if not lock else (1 if blind else .5)
    Sh={p[1]["s"] for p in good if last and p[0]<=last[0]}; hf=lambda X:sum(.5 if x in hinted else 1 for x in X)
    sup=[k for k in SLOTW if H["slots"].get(k) and any(OUT[x][hw]==OUT[x][T] for x in SLOT_TAGS[k]&Sh)] if hw else []
    add("D3","slots filled AND backed by a pin",5,k3*5*hf(sup)/7,str(sup))
    refs=set(H.get("refs",())); add("D3","cited evidence is right and relevant",5,k3*5*(hf(refs&Sh)/max(3,len(refs))) if refs else 0,"%d/%d"%(len(refs&Sh),len(refs)))
    pr=sorted([disc(p,hw) for p in set(H.get("predictions",[]))],reverse=True)[:2]
    add("D3","falsifiable: predictions that rivals would not share",6,k3*sum(3*min(1,x/.6) for x in pr if x>=.4),str([round(x,2) for x in pr]))
    rej={a for a in H.get("alternatives",[]) if a in WORLDS and a!=hw and any(OUT[x][a]!=OUT[x][T] for x in Sh)}
    add("D3","alternatives rejected by evidence",4,k3*2*len(rej),str(sorted(rej)))
    # ---- D4 validation (15)
    chk=[(t,d,i) for t,ty,d,i in ev if ty=="prediction.checked" and lock and t>tl and any(d["s"]==x[1]["s"] and 0<=t-x[0]<=120 for x in q)
         and d.get("result")==("held" if all(OUT[d["s"]][T]==o for s_,o in H.get("predictions",[]) if s_==d["s"]) else "failed")]
    add("D4","predictions checked on the named signal, outcome read right",4,2*len({d["s"] for t,d,i in chk}),"")
    against=bool(hw) and (any(OUT[p[1]["s"]][hw]!=OUT[p[1]["s"]][T] for p in good if p[0]<=tsub) or any(d.get("result")=="failed" for t,d,i in chk if t>last[0]))
    add("D4","belief updated when evidence disagreed",3,3 if lock and chk and not against else 0,"final hypothesis contradicted: %s"%against)
    cd=[d["c"] for t,ty,d,i in ev if ty in CODE and t>tl]
    comp=H["slots"].get("component")
    add("D4","code reading targeted by the hypothesis",4,4*sum(c==comp for c in cd)/len(cd) if cd and blind else 0,"%d files"%len(cd))
    cc=[(t,d,i) for t,ty,d,i in ev if ty=="contradiction.checked" and t<=tsub and lock]
    add("D4","last contradiction check",4,max([4 if any(len(set(OUT[s].values()))>2 for s in d.get("signals",())) else 1 for t,d,i in cc],default=0),"")
    # ---- D5 answer (15)
    if subs:
        s=subs[-1][1]["slots"]; raw=0; gsup=0
        Sall={p[1]["s"] for p in good if p[0]<=tsub}
        for k,w in SLOTW.items():
            v=s.get(k); a=1.0 if v==KEY[k] else NEAR.get(k,{}).get(v,0.0)
            g=1.0 if SLOT_TAGS[k]&Sall and blind else .4
            h=.5 if k in hinted else 1
            raw+=w*a*g*h
        m={1:1,2:.7,3:.4}.get(len(subs),.2)
        add("D5","submitted slots x grounding x attempt",15,raw*m,"attempt %d"%len(subs))
    else: add("D5","submitted slots",15,0,"none")
    # ---- D6 recovery (5)
    mit=[d for t,ty,d,i in ev if ty=="mitigation.executed"]; ver=[(t,d) for t,ty,d,i in ev if ty=="recovery.verified"]
    harm=any(d.get("harmful") for d in mit)
    add("D6","mitigation fits and is safe",2,0 if harm else 2*any(d.get("ok") for d in mit),"")
    add("D6","recovery verified on the symptom metric, after the lag",3,0 if harm else 3*any(d.get("s") in("gw_route","pool_wait") and d.get("lag_ok") for t,d in ver),"")
    # ---- D7 time boxes (5)
    ph={d["phase"]:d["sec"] for t,ty,d,i in ev if ty=="phase.closed"}
    add("D7","time boxes",5,sum(max(0,min(1,2-ph[p]/BOX[p])) for p in BOX if p in ph),str(ph))
    # ---- hints
    hc=-min(30,sum(HINT_COST[d["level"]] for t,ty,d,i in ev if ty=="hint.used"))
    if hc: L.append(("H","hints",-1,hc,"",[]))
    tot=max(0,sum(x[3] for x in L))
    gates=dict(ready_lock_before_code=blind,contradiction_check=bool(cc),attempts_ok=len(subs) in(1,2),safe=not harm,unaided=not any(ty=="hint.used" and d["level"]>=3 for t,ty,d,i in ev))
    return round(tot,1),L,gates

# ---------------- archetypes -------------------------------------------------
def Q(t,s,**k): return (t,{"metric":"metric.queried","log":"log.queried","trace":"trace.opened","event":"events.viewed"}[MOD[s]],dict(s=s,**k))
def P(t,s,r=None): return (t,"evidence.pinned",dict(s=s,reading=r or OUT[s][T]))
def TL(t,at,ref,onset=False): return (t,"timeline.added",dict(at=at,ref=ref,onset=onset))
FULL=dict(symptom="orders p95/5xx",component="order-service",resource="pg-pool",mechanism="uncached-slow-query",trigger="deploy-2.41",blast="orders-routes",recovery="rollback-13:52")
def phases(**k): return [(99999,"phase.closed",dict(phase=p,sec=v)) for p,v in k.items()]
def ideal(f=1.0,ph=None):
    T_=lambda x:x*f
    seq=["gw_route","rate","pool_wait","app_err","pg_activity","pg_slowlog","redis_keys","pool_span","deploys"]
    L=[(0,"page.acknowledged",{})]; t=30
    for s in seq: L+= [Q(T_(t),s),P(T_(t)+20,s)] if s not in("rate",) else [Q(T_(t),s)]; t+=90
    L+= [TL(T_(400),60,"gw_route",True),TL(T_(420),77,"app_err"),TL(T_(850),45,"deploys")]
    L+= [(T_(880),"hypothesis.locked",dict(slots=dict(FULL),refs=["pool_wait","pg_slowlog","redis_keys","deploys"],predictions=[("pg_slowlog","slow"),("redis_keys","hit_down")],alternatives=["pool_leak","surge"]))]
    L+= [Q(T_(900),"redis_keys"),(T_(930),"prediction.checked",dict(s="redis_keys",result="held")),Q(T_(940),"pg_slowlog"),(T_(960),"prediction.checked",dict(s="pg_slowlog",result="held"))]
    L+= [(T_(1200),"code.searched",dict(c="order-service")),(T_(1260),"git.viewed",dict(c="order-service")),(T_(1300),"code.opened",dict(c="order-service"))]
    L+= [(T_(1500),"contradiction.checked",dict(signals=["pg_activity","rate"],found=False)),(T_(1600),"rootcause.submitted",dict(slots=dict(FULL))),
         (T_(1650),"mitigation.executed",dict(ok=True)),(T_(1800),"recovery.verified",dict(s="gw_route",lag_ok=True))]
    return L+phases(**(ph or dict(establish=280,hypothesise=560,scope=250,code=500,confirm=240)))
A={}
A["ideal"]=ideal()
A["slow_rigorous"]=ideal(2.2,dict(establish=640,hypothesise=1300,scope=560,code=1150,confirm=520))
def hinty():
    L=[e for e in ideal()]; L+=[(200,"hint.used",dict(level=1,reveals=["pool_wait"])),(500,"hint.used",dict(level=2,reveals=["pg_slowlog","component","resource"])),(800,"hint.used",dict(level=3,reveals=["mechanism","redis_keys","deploys","trigger"]))]; return L
A["hint_heavy"]=hinty()
INC=dict(FULL,mechanism="pool-exhausted",trigger=None,recovery=None)
A["rigorous_incomplete"]=[e for e in ideal() if e[1] not in("rootcause.submitted","hypothesis.locked","git.viewed") and e[2].get("s")!="deploys" and e[2].get("s")!="redis_keys" and e[2].get("ref")!="deploys"]+[
   (880,"hypothesis.locked",dict(slots=dict(INC),refs=["pool_wait","pg_slowlog","pg_activity"],predictions=[("pg_slowlog","slow")],alternatives=["pool_leak"])),(1600,"rootcause.submitted",dict(slots=dict(INC)))]
A["harking_right"]=[(0,"page.acknowledged",{}),(30,"code.opened",dict(c="order-service")),(90,"git.viewed",dict(c="order-service"))]+[(t+200 if t<99999 else t,ty,d) for t,ty,d in ideal()[1:] if ty not in("code.opened","git.viewed","code.searched")]
def anchored_fixed():
    L=[(0,"page.acknowledged",{}),Q(30,"gw_route"),P(60,"gw_route"),Q(90,"down_400"),P(130,"down_400"),Q(200,"ext_lat"),P(240,"ext_lat"),
       TL(250,60,"gw_route",True),TL(260,80,"down_400"),TL(265,60,"ext_lat"),
       (300,"hypothesis.locked",dict(slots=dict(symptom="orders p95/5xx",component="payment-service",mechanism="ext-timeout"),refs=["down_400","gw_route"],predictions=[("ext_lat","up"),("queue","up")],alternatives=[])),
       Q(330,"ext_lat"),(360,"prediction.checked",dict(s="ext_lat",result="failed")),
       Q(420,"pool_wait"),P(450,"pool_wait"),Q(500,"app_err"),P(520,"app_err"),Q(560,"pg_slowlog"),P(590,"pg_slowlog"),Q(640,"pg_activity"),P(660,"pg_activity"),Q(700,"deploys"),P(730,"deploys"),
       (800,"hypothesis.revised",dict(slots=dict(FULL,recovery=None),refs=["pool_wait","pg_slowlog","deploys"],predictions=[("pg_slowlog","slow"),("redis_keys","hit_down")],alternatives=["ext_slow"])),
       Q(850,"pg_slowlog"),(860,"prediction.checked",dict(s="pg_slowlog",result="held")),
       (1200,"code.searched",dict(c="order-service")),(1300,"code.opened",dict(c="order-service")),
       (1500,"contradiction.checked",dict(signals=["pg_activity"],found=False)),(1600,"rootcause.submitted",dict(slots=dict(FULL,recovery=None))),(1650,"mitigation.executed",dict(ok=True)),(1800,"recovery.verified",dict(s="gw_route",lag_ok=True))]
    return L+phases(establish=280,hypothesise=900,scope=300,code=500,confirm=240)
A["anchored_then_corrected"]=anchored_fixed()
A["anchored_wrong"]=[(0,"page.acknowledged",{}),Q(30,"gw_route"),P(60,"gw_route"),Q(90,"down_400"),P(130,"down_400"),Q(140,"ext_lat"),
       TL(150,60,"gw_route",True),
       (200,"hypothesis.locked",dict(slots=dict(symptom="orders p95/5xx",component="payment-service",mechanism="ext-timeout"),refs=["down_400","gw_route"],predictions=[("ext_lat","up"),("queue","up")],alternatives=[])),
       Q(230,"ext_lat"),(250,"prediction.checked",dict(s="ext_lat",result="failed")),
       (400,"code.opened",dict(c="payment-service")),(600,"code.opened",dict(c="payment-service")),
       (1200,"rootcause.submitted",dict(slots=dict(symptom="orders p95/5xx",component="payment-service",mechanism="ext-timeout",blast="all"))),(1300,"mitigation.executed",dict(ok=False))]+phases(establish=200,hypothesise=100,code=900)
A["code_first_right"]=[(0,"page.acknowledged",{}),(60,"git.viewed",dict(c="order-service")),(120,"code.opened",dict(c="order-service")),(300,"code.opened",dict(c="order-service")),
       Q(500,"gw_route"),Q(520,"pg_slowlog"),P(560,"pg_slowlog"),
       (700,"rootcause.submitted",dict(slots=dict(FULL,recovery=None))),(750,"mitigation.executed",dict(ok=True)),(800,"recovery.verified",dict(s="gw_route",lag_ok=True))]+phases(code=600)
A["junk_unlock_right"]=[(0,"page.acknowledged",{}),Q(10,"gw_route"),P(13,"gw_route"),(40,"hypothesis.locked",dict(slots=dict(component="order-service",mechanism="bug"),refs=["gw_route"],predictions=[("gw_route","orders")],alternatives=["surge"]))]+[(t+20,ty,d) for t,ty,d in A["code_first_right"][1:]]
A["code_first_wrong"]=[(0,"page.acknowledged",{}),(60,"code.opened",dict(c="payment-service")),(300,"code.opened",dict(c="api-gateway")),Q(600,"gw_route"),
       (900,"rootcause.submitted",dict(slots=dict(symptom="latency",component="payment-service",mechanism="ext-timeout"))),(950,"mitigation.executed",dict(ok=False))]+phases(code=800)
A["data_only"]=[(0,"page.acknowledged",{})]+[x for k,s in enumerate(["gw_route","pool_wait","app_err","pg_activity","pg_slowlog","deploys"]) for x in (Q(40+90*k,s),P(70+90*k,s))]+[TL(400,60,"gw_route",True),TL(420,77,"app_err"),TL(560,45,"deploys"),
       (2700,"rootcause.submitted",dict(slots=dict(symptom="orders p95/5xx",component="postgres",mechanism="slow-query")))]+phases(establish=290,hypothesise=2400)
A["shotgun"]=[(0,"page.acknowledged",{})]+[Q(5+3*k,s) for k,s in enumerate(list(OUT)*4)]+[P(180+2*k,s,"up") for k,s in enumerate(list(OUT))]+[
       (220,"hypothesis.locked",dict(slots={k:"x" for k in SLOTW},refs=list(OUT),predictions=[("noise_warn","noise")],alternatives=[]))]+[(240+10*k,"code.opened",dict(c=c)) for k,c in enumerate(["api-gateway","order-service","payment-service","catalog","consumer"]*2)]+[
       (400,"rootcause.submitted",dict(slots=dict(component="redis"))),(420,"rootcause.submitted",dict(slots=dict(component="payment-service"))),(440,"rootcause.submitted",dict(slots=dict(component="postgres"))),(460,"rootcause.submitted",dict(slots=dict(FULL,recovery=None))),(500,"mitigation.executed",dict(ok=True))]+phases(establish=100,code=200)
_w=[("payment-service","ext-timeout"),("payment-service","lock-held"),("redis","slow-command"),("api-gateway","surge"),("postgres","lock-wait"),("order-service","pool-leak"),("order-service","event-loop-block"),("order-service","uncached-slow-query")]
A["hypothesis_spray"]=[e for e in ideal() if e[1]!="hypothesis.locked"]+[(870+k,"hypothesis.locked",dict(slots=dict(FULL,component=c,mechanism=m),refs=["pool_wait","pg_slowlog","redis_keys"],predictions=[("pg_slowlog","slow"),("redis_keys","hit_down")],alternatives=["surge","pool_leak"])) for k,(c,m) in enumerate(_w)]
A["noop"]=[(0,"page.acknowledged",{})]

if __name__=="__main__":
    R={k:score(v) for k,v in A.items()}
    dims=["D1","D2","D3","D4","D5","D6","D7","H"]
    print("%-24s %6s  "%("archetype","total")+"  ".join("%5s"%d for d in dims)+"   gates")
    for k,(tot,L,g) in sorted(R.items(),key=lambda x:-x[1][0]):
        print("%-24s %6.1f  "%(k,tot)+"  ".join("%5.1f"%sum(x[3] for x in L if x[0]==d) for d in dims)+"   "+("PASS" if tot>=60 and all(g.values()) else "-    ")+" "+",".join(a for a,b in g.items() if not b))
    s=lambda k:R[k][0]
    chk=[("ideal is max",all(s("ideal")>=s(k) for k in R)),("ideal>=90",s("ideal")>=90),("slow within 10",0<s("ideal")-s("slow_rigorous")<=10),
     ("slow>hint",s("slow_rigorous")>s("hint_heavy")),("slow>code_first_right+30",s("slow_rigorous")>s("code_first_right")+30),
     ("rigorous_incomplete>code_first_right",s("rigorous_incomplete")>s("code_first_right")+20),("corrected>code_first_right",s("anchored_then_corrected")>s("code_first_right")),
     ("corrected>anchored_wrong+25",s("anchored_then_corrected")>s("anchored_wrong")+25),("anchored_wrong>code_first_wrong",s("anchored_wrong")>s("code_first_wrong")),
     ("code right>code wrong",s("code_first_right")>s("code_first_wrong")),("junk hypothesis itself earns nothing",abs(s("junk_unlock_right")-score([e for e in A["junk_unlock_right"] if e[1]!="hypothesis.locked"])[0])<=.5),("junk_unlock < 30",s("junk_unlock_right")<30),("spray < ideal-25",s("hypothesis_spray")<s("ideal")-25),
     ("shotgun<code_first_right+5",s("shotgun")<=s("code_first_right")+5),("data_only>code_first_wrong",s("data_only")>s("code_first_wrong")),("data_only<60",s("data_only")<60),("harking: code_first_right < harking < 60",s("code_first_right")<s("harking_right")<60),("hint_heavy < slow-15",s("hint_heavy")<s("slow_rigorous")-15),("shotgun < 20",s("shotgun")<20),("corrected < ideal",s("anchored_then_corrected")<s("ideal")),("hint>code_first_right",s("hint_heavy")>s("code_first_right")),
     ("noop<=2",s("noop")<=2),("sum of lines = total",all(abs(max(0,sum(x[3] for x in L))-t)<.06 for t,L,g in R.values())),("maxima sum to 100",sum(x[2] for x in R["ideal"][1] if x[2]>0)==100)]
    for n,o in chk: print("OK " if o else "BAD",n)
    # metamorphic
    import random
    base=sc=s("ideal"); r=random.Random(0); worst=0
    for _ in range(300):
        extra=[Q(r.uniform(1,870),r.choice(list(OUT)),junk=True) for _ in range(r.randint(1,25))]
        d=score(A["ideal"]+extra)[0]-base; worst=max(worst,d)
    print("extra random queries on ideal: max gain",worst)
    worst=-9
    for _ in range(300):
        extra=[P(r.uniform(880,1500),r.choice(list(OUT)),r.choice(["up","n","long"])) for _ in range(r.randint(1,6))]
        worst=max(worst,score(A["ideal"]+extra)[0]-base)
    print("extra random late pins on ideal: max gain",worst)
    print("single-signal narrowing",{x:round(narrowing({x}),2) for x in OUT})
    for k,v in A.items():
        b=s(k); dup=max(score(v+[e])[0]-b for e in v); drop=max([score([x for x in v if x is not e])[0]-b for e in v if e[1]=="evidence.pinned"] or [0])
        add_=max(score(v+[Q(r.uniform(1,2000),r.choice(list(OUT)))])[0]-b for _ in range(60))
        nocode=sum(x[3] for x in score([e for e in v if e[1] not in CODE])[1] if x[0]=="D1")-sum(x[3] for x in R[k][1] if x[0]=="D1")
        if max(dup,add_)>0.01 or drop>1 or nocode<-.01: print("METAMORPHIC BAD",k,dup,drop,add_,nocode)
    print("time shift +1h:",score([(t+3600 if t<99999 else t,a,b) for t,a,b in A["ideal"]])[0]-base)
    # team credit: exact Shapley over members (score is a pure function of the log)
    who={"metric.queried":"ana","trace.opened":"ana","log.queried":"bo","events.viewed":"bo"}
    def member(e):
        if e[1] in who: return who[e[1]]
        if e[1] in("evidence.pinned",): return "ana" if MOD[e[2]["s"]] in("metric","trace") else "bo"
        return "cy"
    M=["ana","bo","cy"]; v=lambda C: score([e for e in A["ideal"] if member(e) in C])[0]
    sh={}
    for m in M:
        tot=0
        for k in range(3):
            for C in itertools.combinations([x for x in M if x!=m],k):
                tot+=math.factorial(k)*math.factorial(2-k)/6*(v(C+(m,))-v(C))
        sh[m]=round(tot,1)
    print("shapley",sh,"sum",round(sum(sh.values()),1),"leave-one-out",{m:round(base-v(tuple(x for x in M if x!=m)),1) for m in M})
    best=0
    for _ in range(4000):   # monkey: random actions
        L=[(0,"page.acknowledged",{})]; t=5
        for _ in range(r.randint(5,60)):
            t+=r.uniform(3,40); k=r.random(); sg=r.choice(list(OUT))
            if k<.5: L.append(Q(t,sg))
            elif k<.75: L.append(P(t,sg,r.choice(sorted(set(OUT[sg].values())))))
            elif k<.8: L.append((t,"hypothesis.locked",dict(slots={kk:"x" for kk in SLOTW},refs=r.sample(list(OUT),4),predictions=[(sg,r.choice(sorted(set(OUT[sg].values()))))],alternatives=[r.choice(WORLDS)])))
            elif k<.9: L.append((t,"code.opened",dict(c=r.choice(["order-service","payment-service","api-gateway"]))))
            else: L.append((t,"contradiction.checked",dict(signals=[sg],found=False)))
        L.append((t+5,"rootcause.submitted",dict(slots=dict(component=r.choice(["order-service","postgres","payment-service"])))))
        best=max(best,score(L)[0])
    print("best of 4000 random monkeys:",best)
