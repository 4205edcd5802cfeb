import { rewritten, type Rewrite } from './rewrite.js';
import { baseOfGerund } from './verb-forms.js';

/** Ways of saying a deed, by the one verb that the rules read. Each begins where an instruction begins. */
const VERB_PHRASES: readonly Rewrite[] = [
  // Pressing.
  [/^(?:do|perform|make|execute) a (single |double |right |left )?click (?=on |upon |in )/i, ([, how = '']) => (/double|right/i.test(how) ? `${how.trim()}-click ` : 'click ')],
  [/^(?:give) (.+?) a (?:click|press|tap)$/i, 'click $1'],
  [/^(?:depress|trigger|hit on|push on|click at|tap at|poke)\b/i, 'click'],
  [/^(click|press|tap|hit|push|choose|select|open)(?: on)? (.+?) first(?:,? and(?: then)?|,? then|,) (?:on )?([^,]+?)(?: second| next| last| after it)?(?=$|,)/i, '$1 $2, then $1 $3'],
  // Entering.
  [/^(?:key|punch|tap) in\b/i, 'enter'],
  [/^(?:type|write|put|jot|note|set) (?:down|in) (?=⟦|["“'])/i, 'enter '],
  [/^(?:jot down|note down|write down|note|supply|provide|state|specify|indicate|record(?= (?:⟦|.* (?:as|in|under) ))) (?=.*(?:⟦|\d|@| as ))/i, 'enter '],
  [/^(?:look up|run a search for|do a search for|query|google|search up) /i, 'search for '],
  // Choosing.
  [/^(?:confirm|declare|acknowledge|certify|state|agree) that (?!(?:you|I|we) (?:really |do )?(?:want|wish|would|mean|intend)\b)(?:(?:you|I|we)(?:['’](?:re|m|ve)| are| am| have)? )?(.+)$/i, 'tick $1'],
  [/^(?:make|set|get) (.+?) (in)?(?:active|activated|enabled)$/i, ([, what = '', not]) => `turn ${not ? 'off' : 'on'} ${what}`],
  [/^(?:make|set) (.+?) disabled$/i, 'turn off $1'],
  [/^(?:tick|check|select|choose|pick|mark) (?:only|just|nothing but) (.+)$/i, 'only choose $1'],
  [/^(?:clear|empty|blank|wipe) (?:out )?((?:the |this |that )?(?:[\p{L}-]+ )*?(?:field|box|input|text ?area|text ?box))$/iu, 'empty $1'],
  [/^(?:opt for|go for|go with|decide (?:on|for)|settle (?:on|for)|pick out|single out|plump for)\b/i, 'choose'],
  [/^(?:mark|tag|flag) (.+?) with (?:a|the) star$/i, 'star $1'],
  [/^(?:tick|check|cross) off\b/i, 'tick'],
  [/^mark (.+?) as (?:ticked|checked|selected|chosen)$/i, 'tick $1'],
  [/^(?:put|place|set|add|make) (?:a |the )?(?:tick|check ?mark|check|cross|mark) (?:in|into|at|on|beside|next to|by|for)(?: front of)?\b/i, 'tick'],
  [/^(?:remove|take|clear|delete) (?:the |a )?(?:tick|check ?mark|check|cross|mark) (?:from|out of|off|at|beside|next to|in front of)\b/i, 'untick'],
  [/^(?:power|put) (on|off)\b/i, 'turn $1'],
  [/^set (.+?) (?:for|at) (?=(?:the )?(?:-?\d|⟦\d+⟧$))/i, 'set $1 to '],
  [/^(?:crank|dial|turn|set) (?:up|down) (.+? to .*\d.*)$/i, 'set $1'],
  [/^(?:bring|move|raise|lower|turn(?: up| down)?|get|put) ((?:the |its )?[\p{L} -]*?(?:volume|brightness|temperature|value|level|quantity|amount|price|zoom|speed|number)\b[^,]*?)(?: up| down)? to (.*\d.*)$/iu, 'set $1 to $2'],
  [/^(?:move|drag|slide|pull|turn|bring) (?:the )?(?:handle|slider|knob|dial|thumb)(?: of (?:the )?(.+?))? (?:until|till|so that) (?:it|the value|the number|the display) (?:shows?|reads?|says?|is(?: at)?|reaches) (-?\d.*)$/i, ([, of = '', value = '']) => `set the ${of === '' ? 'slider' : `${of} slider`} to ${value}`],
  // Where to look is found out by looking.
  [/^(?:switch|click|go|look|search|browse|move|flip|page) (?:between|through|in|around|over) (?:the |all the )?(?:tabs?|pages?|sections?|menus?|lists?|results?)(?:,? to| and|,? until you) (?:find|locate|look for|search for|see) /i, 'find '],
  // Opening and closing.
  [/^(?:bring up|pull up|call up|launch|reveal|unfold|uncover|unhide|unroll|display|view|take a look at|have a look at|take me to|bring me to|get to|head (?:over )?to|jump to)\b/i, 'open'],
  [/^(?:fold(?: up| away| in)?|roll up)\b/i, 'collapse'],
  [/^(?:shut|get rid of|click away|make) ((?:the |this |that )?[\p{L} -]*\b(?:dialog(?: box)?|pop-?up|window|banner|notice|overlay|message box|alert)\b)(?: (?:go away|disappear|vanish))?/iu, 'close $1'],
  [/^shut\b(?: down)?/i, 'close'],
  // Taking from a list is choosing; searching a place is searching.
  [/^(?:take|grab|get|pick up|use) (.+?) (?:from|out of|among|in) (?:the |that )?((?:[\p{L}-]+ )?(?:list|suggestions?|options|menu|drop-?down|choices|proposals))$/iu, 'choose $1 from the $2'],
  [/^search (?!for\b)(?:(?:the|this|all|your|our) )?[\p{L} -]+? for /iu, 'search for '],
  [/^(?:replace|change|exchange|swap) (?:the |my |your )?((?:[\p{L}-]+ ){0,2}?(?:name|nickname|title|address|number|password|e-?mail|city|phone|comment|description|subject)) (?:with|by|to|for) (?!(?:the|my|your|its) )(.+)$/iu, 'enter $2 as the $1'],
  [/^(?:use|take|go through) (?:the )?menu (?=[^>]+ > )/i, 'select '],
  // Taking away and bringing back.
  [/^(?:erase|bin|trash|discard|ditch|scrap|throw (?:away|out)|get rid of|wipe|strike(?: out)?|eliminate|kick out)\b/i, 'delete'],
  [/^(?:throw|put|move) ((?:the |this |that )?[^,]+?) (?:away|(?:in|into|to) the (?:bin|trash(?: can)?|waste ?basket|rubbish))$/i, 'delete $1'],
  [/^(?:undo|reverse|revert|take back) the (?:archiving|deleting|deletion|removal|removing|moving|hiding) of\b/i, 'undo the change to'],
  [/^(?:revert|take back)\b/i, 'undo'],
  // Moving.
  [/^(?:pull|carry|shift|relocate|transfer(?! \D{0,3}\d)|bring) (?=.+ (?:in)?to |.+ onto |.+ (?:above|below|before|after|behind|between) )/i, 'move '],
  [/^(?:reschedule|postpone|shift) /i, 'move '],
  // Names.
  [/^(?:[Cc]all|[Nn]ame|[Rr]etitle|[Rr]elabel) (the \p{L}+ (?:⟦\d+⟧|[\p{Lu}\d][\p{L}\d.-]*)|⟦\d+⟧) (⟦\d+⟧|[\p{Lu}\d].*)$/u, 'rename $1 to $2'],
  [/^[Gg]ive (the \p{L}+ (?:⟦\d+⟧|[\p{Lu}\d][\p{L}\d.-]*)|⟦\d+⟧) (?:the|a) (?:new )?(?:name|title) (.+)$/u, 'rename $1 to $2'],
  // Looks.
  [/^(?:set|put|write|print|show) (.+?) in (bold|italics?|underlined?)(?: (?:type|letters|print|face|style))?$/i, 'make $1 $2'],
  [/^(?:embolden|bolden) (.+)$/i, 'make $1 bold'],
  [/^(.+?) (?:using|through|via|with|by means of|from|in) the (⟦\d+⟧|\p{Lu}\p{L}+) menu$/u, ([, what = '', menu = '']) => (/^(?:open|click|press|choose|select|pick|go|in|from)\b/i.test(what) ? undefined : `open the menu ${menu}, then ${what}`)],
  [/^(?:read|go|look|scroll) (?:through )?(.+?) (?:all the way )?(?:to|until) (?:the|its) (?:very )?end$/i, 'scroll $1 to the end'],
  // Handing in and out.
  [/^(?:hand in|turn in|send in|send off|submit off)\b/i, 'submit'],
  [/^(?:send|give|pass) (.+?) to the printer$/i, 'print $1'],
  [/^(?:make|take|get) a (?:print(?:out|-out)?|paper copy|hard copy) of\b/i, 'print'],
  [/^(?:log|sign) (?:me )?(?:on|in)(?:to)?\b/i, 'log in'],
  [/^(?:log|sign) me (out|off|up)\b/i, 'log $1'],
  [/^(?:give) (.+?) (?:a|your|my) (?:like|thumbs[- ]up|heart)$/i, 'like $1'],
  [/^(?:begin|start) (?:to |with )?(?:play|playing)$/i, 'start the game'],
  [/^(?:begin|start) (?:to |with |by )?(\p{L}+ing)\b/iu, ([, word = '']) => baseOfGerund(word)],
];

/** An instruction with the verb that the rules read. */
export const inOneVerb = (text: string): string => rewritten(VERB_PHRASES, text);
