import sys, re, glob, yaml
sys.path.insert(0, "/work/main"); sys.path.insert(0, "/work/main/.venv/lib/python3.11/site-packages")
from education.reading.grade import score_passages
PROSE = {"statement","population","certainty_note","meaning","summary","description_","how_it_works","suits","time_to_work","common_problems","with_isotretinoin_note","skin","body","what_to_do","tests_and_visits","frequency_note","feels_like","self_care","call_if","text","looks_like","why","until_note","instead","short_answer","long_answer","what","message","question","figure_description","caption","key_points"}
phr = {}
for f in glob.glob("/work/main/education/fixtures/*.yaml"):
    kind = f.split("/")[-1].split(".")[0]
    if kind in ("facts","rules"):
        try: rows = yaml.safe_load(open(f)) or []
        except Exception: continue
        for r in rows: phr[(kind[:-1], r["key"])] = str(r["phrase"]).replace("{numerator}", str(r.get("numerator",""))).replace("{denominator}", str(r.get("denominator","")))
missing=set()
def res(t, row):
    t = t.replace("{phrase}", str(row.get("phrase","")).replace("{numerator}", str(row.get("numerator",""))).replace("{denominator}", str(row.get("denominator",""))))
    def sub(m):
        kind, key, label = m[1], m[2], m[3]
        if label: return label
        if kind in ("fact","rule"):
            if (kind,key) not in phr: missing.add(f"{kind}:{key}")
            return phr.get((kind,key), "about twenty of these")
        if kind=="term": return key.replace("-"," ")
        if kind=="clinic": return "your clinic's number"
        return key.split("#")[0].replace("-"," ")
    return re.sub(r"\[\[(\w+):([\w#-]+)(?:\|([^\]]*))?\]\]", sub, t)
DIG = re.compile(r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\b[ -](hours?|days?|weeks?|months?|years?|percent|of (?:100|a hundred))\b", re.I)
def walk(row, kind, out, bare, path=""):
    for k, v in row.items():
        if isinstance(v, list) and v and isinstance(v[0], dict):
            for i, c in enumerate(v): walk(c, kind, out, bare, f"{path}{k}[{c.get('key', i)}].")
        elif k in PROSE or (k=="description" and kind=="acne_stages"):
            for t in (v if isinstance(v, list) else [v]):
                t = str(t)
                if kind not in ("facts","rules","sources"):
                    raw = re.sub(r"\[\[[^\]]*\]\]", lambda m: (m[0].split("|")[1] if "|" in m[0] else ""), t)
                    raw = re.sub(r"(?m)^\s*1\. ", "", raw)
                    m = DIG.search(raw)
                    if m: bare.append(f"{row.get('key','')} {path}{k}: …{raw[max(0,m.start()-30):m.end()+30]}…")
                for p in re.split(r"\n\s*\n|\n(?=\s*(?:-|\d+\.) )", res(t, row)):
                    p = re.sub(r"^\s*(?:-|\d+\.)\s+", "", p.replace("\n"," ").strip()).replace("**","").replace("*","")
                    if p: out.append(p)
tot=[]
for f in sys.argv[1:]:
    kind = f.split("/")[-1].split(".")[0]
    rows = yaml.safe_load(open(f)) or []
    out, bare = [], []
    for r in rows: walk(r, kind, out, bare)
    s = score_passages(out)
    print(f"\n{f}: {len(rows)} rows, {s.words} words, grade {s.grade} (without drug names {s.grade_without_drug_names})")
    for n, t in s.list_longest_sentences(8):
        if n > 18: print("  ", n, "words:" if n<=25 else "words, TOO LONG:", t)
    if s.unknown_words: print("   unknown words (guess; fine if real):", ", ".join(s.unknown_words))
    for b in bare: print("   BARE NUMBER", b)
if missing: print("\nno such fact/rule yet:", ", ".join(sorted(missing)))
