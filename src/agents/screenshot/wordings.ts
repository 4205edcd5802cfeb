import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  capture_page: {
    asks: [
      'take a screenshot of the page', 'screenshot this website', 'show me what the site looks like', 'capture the whole page as a picture',
      'photograph the web page', 'make an image of the home page', 'save the page as a picture', 'what does the site look like',
    ],
    notFor: [
      'download the files of the page', 'print the page', 'build a website',
    ],
  },
  read_page: {
    asks: [
      'read the page', 'open', 'open the page', 'visit the address', 'what does the web page say', 'get the text of the site', 'open the address and read the notice',
      'what is written on the website', 'what is the page about', 'find out from the web page',
      'get the article from the link', 'give me the news from the page',
    ],
    notFor: [
      'search the internet for it', 'download the files of the page', 'what is the weather tomorrow', 'post it on my blog',
    ],
  },
  operate_browser: {
    asks: [
      'log in on the page', 'fill in the form on the site', 'press the button on the page', 'search for it on the site and open the first result',
      'click the link and tell me what comes', 'enter my name and press continue', 'choose the option on the page and submit',
      'open the menu on the site and select the entry', 'tick the box on the page', 'type the text into the field of the page',
      'go to the second page of the results', 'add the product to the cart',
    ],
    notFor: [
      'send an e-mail', 'order a pizza', 'book a table', 'book a flight', 'remind me tomorrow', 'turn on the light', 'play some music',
      'delete my files',
    ],
  },
} as const satisfies Record<string, Wordings>;
