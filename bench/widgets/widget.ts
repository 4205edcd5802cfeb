/** A small page with kinds of controls that people meet on the web, what is to be done on it, and how the page itself says that it was done. */
export interface WidgetPage {
  readonly name: string;
  /** One goal, or the same in other words. */
  readonly goals: readonly string[];
  readonly body: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** The goal cannot be reached: right is to say so, and to have pressed nothing that calls `wrong()`. */
  readonly impossible: boolean;
}

/** Sizes of viewports, CSS px: a widget in a page, a telephone, a tablet, a window beside others, a desktop. */
export const VIEWPORTS = { tiny: { width: 160, height: 210 }, small: { width: 340, height: 320 }, phone: { width: 390, height: 640 }, tablet: { width: 768, height: 640 }, laptop: { width: 1024, height: 640 }, desktop: { width: 1280, height: 800 } } as const;

/** Looks of pages, as common style libraries have them. */
export const LOOKS = {
  plain: 'body{font:14px Arial;margin:10px}button,input,select,textarea{font:14px Arial}',
  tiny: 'body{font:12px Arial;margin:5px}button,input,select,textarea{font:12px Arial;max-width:145px}p{margin:5px 0}',
  bootstrap: 'body{font:15px "DejaVu Sans Condensed",Arial;margin:14px;color:#212529}.btn,button{font:15px Arial;border:1px solid transparent;border-radius:6px;padding:6px 12px;background:#0d6efd;color:#fff;cursor:pointer}.btn.grey,button.grey{background:#6c757d}button.line{background:#fff;border-color:#0d6efd;color:#0d6efd}button.red{background:#dc3545}input:not([type=checkbox]):not([type=radio]):not([type=range]),select,textarea{font:15px Arial;border:1px solid #ced4da;border-radius:6px;padding:6px 10px;width:200px;box-sizing:border-box}label{display:block;margin:8px 0 3px}',
  material: 'body{font:15px "DejaVu Sans",sans-serif;margin:16px;color:#333}button{font:600 13px "DejaVu Sans";border:0;border-radius:4px;padding:9px 16px;background:#6200ee;color:#fff;letter-spacing:.5px;text-transform:uppercase;cursor:pointer}button.flat{background:transparent;color:#6200ee}input:not([type=checkbox]):not([type=radio]):not([type=range]),textarea{font:15px "DejaVu Sans";border:0;border-bottom:1px solid #888;background:#f5f5f5;padding:9px 10px;width:200px;box-sizing:border-box}',
  dark: 'body{font:14px "DejaVu Sans Condensed",Arial;margin:14px;background:#16181d;color:#e6e6e6}button{font:14px Arial;border:0;border-radius:8px;padding:8px 14px;background:#3b82f6;color:#fff;cursor:pointer}button.grey{background:#374151}input:not([type=checkbox]):not([type=radio]):not([type=range]),select,textarea{font:14px Arial;border:1px solid #444c5a;border-radius:8px;padding:8px 10px;background:#22262e;color:#eee;width:200px;box-sizing:border-box}a{color:#7ab4ff}',
  serif: 'body{font:16px "DejaVu Serif",serif;margin:16px;color:#222;background:#fffdf6}button{font:15px serif;border:1px solid #7a6a4a;background:#efe6cf;padding:4px 14px}input,select,textarea{font:15px serif;border:1px solid #7a6a4a;padding:3px 6px}',
  dense: 'body{font:11px "DejaVu Sans Condensed",Arial;margin:6px;color:#222}button,input,select,textarea{font:11px Arial}td,th{font-size:11px;padding:2px 6px;text-align:left}',
} as const;

const SCRIPT = 'const $=(q)=>document.querySelector(q),$$=(q)=>[...document.querySelectorAll(q)];const say=(t)=>{const d=document.createElement("div");d.textContent=t;d.style="position:fixed;right:6px;bottom:6px;font:12px Arial;color:#222;background:#ffd;border:1px solid #cc8;padding:2px 6px;z-index:99";document.body.append(d);setTimeout(()=>d.remove(),2500)};const done=(is=true,t="Saved")=>{document.title=is?"done":"wrong";say(t)};const wrong=()=>done(false);';

interface Rest {
  readonly look?: keyof typeof LOOKS;
  readonly at?: keyof typeof VIEWPORTS;
  readonly css?: string;
  readonly script?: string;
  readonly impossible?: boolean;
}

/** `document.title` is "done" when the goal was reached, or `truth()` of the page's script is true at the end. */
export function widget(name: string, goals: string | readonly string[], html: string, { look = 'plain', at = 'small', css = '', script = '', impossible = false }: Rest = {}): WidgetPage {
  return {
    name, goals: typeof goals === 'string' ? [goals] : goals, viewport: VIEWPORTS[at], impossible,
    body: `<!doctype html><meta charset="utf-8"><title>page</title><style>${LOOKS[look]}${css}</style><script>${SCRIPT}</script>${html}<script>${script}</script>`,
  };
}

/** Asked of a page: "reached" when it stands as the goal wants it, otherwise its title ("wrong" after an act that the goal does not allow). */
export const TRUTH = 'document.title === "done" || (typeof truth === "function" && document.title !== "wrong" && truth() === true) ? "reached" : document.title';

/** `drag(element, end)`: moved by the mouse; `end(x, y)` when it is let go. */
export const DRAG = 'const drag=(el,end)=>{el.onmousedown=(e)=>{e.preventDefault();const s=[e.clientX,e.clientY];el.style.position="relative";el.style.zIndex=9;el.style.pointerEvents="none";document.onmousemove=(m)=>{el.style.left=m.clientX-s[0]+"px";el.style.top=m.clientY-s[1]+"px"};document.onmouseup=(u)=>{document.onmousemove=document.onmouseup=null;el.style.pointerEvents="";el.style.position=el.style.left=el.style.top=el.style.zIndex="";end(u.clientX,u.clientY)}}};';
