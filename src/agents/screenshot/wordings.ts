import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  capture_page: {
    asks: [
      'take a screenshot of the page', 'screenshot this website', 'show me what the site looks like', 'capture the whole page as a picture',
      'photograph the web page', 'make an image of the home page', 'save the page as a picture', 'what does the site look like',
      'how does our homepage look at the moment', 'I want to see the website', 'give me a picture of the site', 'snap the page',
      'the page as an image', 'full page screenshot', 'let me see what visitors see on the page', 'screenshot of both pages',
      'a picture of the web page for my report', 'how does the page look on a wide screen',
    ],
    notFor: [
      'download the files of the page', 'print the page', 'build a website', 'design a web page', 'improve the look of the website',
      'record a video of the website',
    ],
  },
  read_page: {
    asks: [
      'read the page', 'open', 'open the page', 'visit the address', 'what does the web page say', 'get the text of the site',
      'open the address and read the notice', 'what is written on the website', 'find out from the web page', 'get the article from the link',
      'give me the news from the page', 'what is on the page', 'get me the text of the page', 'the content of the website',
      'go to the site and read it', 'fetch the article from the web', 'look at the website', 'load the page and give me its words',
      'the words of the article behind this link', 'copy the text from the website',
    ],
    notFor: [
      'search the internet for it', 'download the files of the page', 'what is the weather tomorrow', 'post it on my blog',
      'find me a website about gardening', 'search the web', 'google it', 'watch the site and tell me when it changes', 'is the website safe',
      'who owns the website',
    ],
  },
  operate_browser: {
    asks: [
      'log in on the page', 'fill in the form on the site', 'press the button on the page', 'search for it on the site and open the first result',
      'click the link and tell me what comes', 'enter my name and press continue', 'choose the option on the page and submit',
      'open the menu on the site and select the entry', 'tick the box on the page', 'type the text into the field of the page',
      'go to the second page of the results', 'add the product to the cart', 'go to the page, put in the address and hit subscribe',
      'sign up on the site', 'fill out the contact form with my name', 'type something into the search box of the page',
      'accept the cookies and click next', 'use the calculator on the page', 'pick the date in the calendar on the site', 'log me in',
      'submit the form', 'scroll down and open the last entry', 'try out the form on the page', 'what happens when I click the button',
      'use the search on the page to find something', 'tick the box and send the form', 'choose the second option and go on',
      'enter the code on the page', 'put the item into the basket', 'find the entry through the search field of the site',
    ],
    notFor: [
      'send an e-mail', 'order a pizza', 'book a table', 'book a flight', 'remind me tomorrow', 'turn on the light', 'play some music',
      'delete my files', 'buy me a ticket', 'pay the bill', 'send them a message', 'write an app', 'turn off my computer', 'set an alarm',
    ],
  },
} as const satisfies Record<string, Wordings>;
