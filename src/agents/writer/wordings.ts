import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  summarize: {
    asks: [
      'sum up the text', 'summarize the article in two sentences', 'give me the main points', 'tl;dr', 'boil the report down to five lines',
      'the gist of the document', 'make it shorter', 'in short, what does it say', 'give me the key points as bullets', 'condense the chapter',
      'a brief summary of the page', 'what is the message in one line', 'what is it about', 'write the minutes of the meeting',
    ],
    notFor: [],
  },
  translate: {
    asks: [
      'translate the text into German', 'put it into English', 'how do you say that in French', 'in Spanish please', 'what does this mean in English',
      'give me the Italian version', 'turn it into Dutch', 'make a French translation', 'I need the letter in Portuguese', 'say it in German words',
    ],
    notFor: [
      'translate it into Morse code', 'translate it into Python',
    ],
  },
  answer_question: {
    asks: [
      'when does the meeting start according to the minutes', 'who signed the contract', 'what does the document say about the price',
      'how much does it cost according to the text', 'why did they cancel the trip', 'where does the event take place',
      'what does the letter want from me', 'answer the question from the text', 'look up in the report how many people came',
      'until when do I have to pay', 'what are the opening hours', 'who is the author of the article',
      'when does the car appear', 'what does the man do', 'find out the opening hours', 'is there anything about refunds', 'what do they talk about',
    ],
    notFor: [
      'what time is it', 'what is the weather tomorrow', 'what is the capital of France', 'who is the singer of this song', 'how do I cook rice',
      'how old are you',
    ],
  },
  extract_facts: {
    asks: [
      'extract all dates from the text', 'list the names that are mentioned', 'list all phone numbers', 'give me all e-mail addresses',
      'take the amounts out of the invoice as JSON', 'pull out the prices', 'which people are named in the text',
      'make a list of the places in the article', 'collect the deadlines', 'get the order number and the total as JSON',
    ],
    notFor: [
      'find the phone number of the mayor', 'look up the address on the internet',
    ],
  },
  rewrite: {
    asks: [
      'rewrite the text in simpler words', 'make the mail sound more polite', 'correct my spelling', 'fix the grammar', 'make it more formal',
      'turn the notes into a table', 'write it as bullet points', 'make it friendlier', 'put the text into easy language',
      'improve the style of the letter', 'make a poem out of it', 'shorten the sentence', 'rephrase this',
    ],
    notFor: [
      'format the document in bold', 'send the letter', 'print the letter',
    ],
  },
  compose: {
    asks: [
      'join the results into one answer', 'put both descriptions together in one text', 'combine the answers', 'tell me all that in one paragraph',
      'what do they have in common', 'write one report of all the results', 'compare the results and say which is better',
      'bring everything together in one text',
    ],
    notFor: [
      'compose a piece of music', 'put the pictures side by side', 'post it on my blog',
    ],
  },
  write_text: {
    asks: [
      'write a poem about the sea', 'write a birthday greeting', 'think up a slogan', 'write a short story', 'draft an invitation to a party',
      'write a thank-you note', 'make up a joke', 'come up with a name for my shop', 'write a letter of complaint', 'compose a toast for a wedding',
      'invent a riddle',
      'write a limerick', 'write five lines about spring',
    ],
    notFor: [
      'paint a picture', 'generate an image of a castle', 'compose a melody', 'write a program', 'send a letter', 'order flowers',
      'remind me tomorrow', 'what time is it', 'what is the weather', 'book a table', 'call a taxi', 'play a song',
    ],
  },
} as const satisfies Record<string, Wordings>;
