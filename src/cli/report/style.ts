/** The page's style sheet: light and dark, from 320 px up, printable. All text colours have at least 4.5:1 contrast. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fbfbfa;--card:#fff;--text:#1b1d21;--soft:#555b66;--line:#d5d8de;--good:#0b6b34;--good-back:#e6f4ea;--bad:#a8201a;--bad-back:#fdeceb;--unsure:#7a4d00;--unsure-back:#fff4dc;--quiet:#4d5460;--quiet-back:#eef0f3;--link:#0b57b0}
@media (prefers-color-scheme:dark){:root{--page:#131519;--card:#1b1e24;--text:#e8eaee;--soft:#a9b0bc;--line:#3a404b;--good:#7fd79b;--good-back:#14301f;--bad:#ff9c93;--bad-back:#3a1816;--unsure:#f2c66d;--unsure-back:#33270d;--quiet:#b6bdc9;--quiet-back:#262b33;--link:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .6rem}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-top:.8rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:0 0 .2rem}
h4{font-size:1rem;margin:0 0 .2rem}
p{margin:.4rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code,pre{font:.86em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--quiet-back);padding:.7rem .8rem;border-radius:.5rem;max-height:24rem;overflow:auto;white-space:pre-wrap;margin:.4rem 0}
.facts{color:var(--soft);font-size:.9em}
.badge{display:inline-block;padding:.05em .6em;border-radius:1em;border:1px solid currentColor;font-size:.82rem;font-weight:600;white-space:nowrap;vertical-align:middle}
.badge.good{color:var(--good);background:var(--good-back)}.badge.bad{color:var(--bad);background:var(--bad-back)}.badge.unsure{color:var(--unsure);background:var(--unsure-back)}.badge.quiet{color:var(--quiet);background:var(--quiet-back)}
.answer{white-space:pre-wrap;font-size:1.12rem;background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--line);padding:.9rem 1.1rem;border-radius:.5rem}
.answer.good{border-left-color:var(--good)}
.gaps li{color:var(--unsure)}
.step,.attempt{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1rem;margin:1rem 0}
.attempt{background:var(--page);padding:.8rem}
.critique{border-left:.3rem solid var(--bad);padding:.2rem .8rem;background:var(--bad-back);border-radius:.2rem}
.climb{border-left:.3rem solid var(--unsure);padding:.2rem .8rem;background:var(--unsure-back);border-radius:.2rem}
.inputs{display:grid;gap:.2rem;margin:.5rem 0}.inputs div{display:flex;gap:.6rem;flex-wrap:wrap}.inputs dt{font-weight:600}.inputs dd{margin:0;color:var(--soft)}
figure{margin:.8rem 0}
figcaption{margin-bottom:.3rem}
.picture{position:relative;display:inline-block;max-width:100%;border:1px solid var(--line);border-radius:.4rem;overflow:hidden;line-height:0;background:var(--quiet-back)}
.picture img{display:block;max-width:100%;height:auto;max-height:none}
.picture svg{position:absolute;inset:0;width:100%;height:100%}
.mark rect{stroke:currentColor}.mark .tag{fill:currentColor}.mark text{fill:#fff;font-family:system-ui,sans-serif;font-weight:700}
.mark.good{color:#0b6b34}.mark.bad{color:#b3261e}.mark.unsure{color:#7a4d00}
video{max-width:100%;border-radius:.4rem}audio{width:100%;max-width:32rem}
.verdicts,.verdicts ul{padding-left:0;list-style:none}.verdicts ul{padding-left:1.2rem;list-style:disc;margin:.2rem 0}
.verdict{border-left:.3rem solid var(--line);padding:.1rem .8rem;margin:.6rem 0}.verdict.good{border-color:var(--good)}.verdict.bad{border-color:var(--bad)}.verdict.unsure{border-color:var(--unsure)}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--link)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.7rem;background:var(--card);padding:.6rem}
svg.graph,svg.timeline{display:block;margin:0 auto;font:13px system-ui,sans-serif;fill:var(--text)}
.node text{text-anchor:middle;fill:var(--text)}.node .name{font-weight:700}.node rect,.node path{fill:var(--card);stroke:var(--quiet);stroke-width:1.5}
.node.good rect{stroke:var(--good);fill:var(--good-back)}.node.bad path{stroke:var(--bad);fill:var(--bad-back);stroke-width:2.5}.node.unsure rect{stroke:var(--unsure);fill:var(--unsure-back);stroke-dasharray:7 4}.node.pending rect,.node.running rect{stroke-dasharray:2 4}.node.given rect{fill:var(--quiet-back);stroke:var(--line)}
.node.good .state{fill:var(--good)}.node.bad .state{fill:var(--bad)}.node.unsure .state{fill:var(--unsure)}
.edge{fill:none;stroke:var(--soft);stroke-width:1.4}#tip path{fill:var(--soft)}
.timeline rect.good{fill:var(--good)}.timeline rect.bad{fill:var(--bad)}.timeline rect.unsure,.timeline rect.quiet{fill:var(--quiet)}.timeline line{stroke:var(--line)}
table{border-collapse:collapse}th,td{overflow-wrap:normal;text-align:left;padding:.25rem 1rem .25rem 0;border-bottom:1px solid var(--line)}
@media print{.step,.attempt,figure{break-inside:avoid}pre{max-height:none}}
`;
