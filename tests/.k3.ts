import { nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
for(const [span,clustered] of [[365,false],[1826,false],[1826,true]] as const){
const n=20000;const r=seededRandom(3);
const xy=new Float64Array(2*n);
for(let i=0;i<n;i++){ if(!clustered||i%2){xy[2*i]=r.uniform()*9300;xy[2*i+1]=r.uniform()*9300;} else {const k=r.integerBelow(30);const c=seededRandom(k);xy[2*i]=c.uniform()*9300+r.normal()*500;xy[2*i+1]=c.uniform()*9300+r.normal()*500}}
const day=Int32Array.from({length:n},()=>r.integerBelow(span));
const t=performance.now(),c=process.cpuUsage().user;
const a=nearRepeat({xy,day});
console.log(span,clustered,performance.now()-t,(process.cpuUsage().user-c)/1000);
if(a.ok&&span===365){console.log(a.result.pattern,a.result.closePairs);for(const b of a.result.bands.slice(0,8))console.log(b.distance.text,b.days.text,b.observed,b.expected.toFixed(2),b.ratio?.toFixed(3),b.p,b.q.toFixed(3),b.analytic?.expected,b.analytic?.sd)}
}
