/** Driving a browser that a bot owns: pictures in, actions out, as JSON lines. */
export { talkToBot, type BotOptions } from './bot.js';
export { BotInput, BotOutput } from './messages.js';
