import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  summarize: {
    asks: [
      'sum up the text', 'summarize the article in two sentences', 'give me the main points', 'tl;dr', 'boil the report down to five lines',
      'the gist of the document', 'make it shorter', 'in short, what does it say', 'give me the key points as bullets', 'condense the chapter',
      'a brief summary of the page', 'what is the message in one line', 'what is it about', 'write the minutes of the meeting',
      'what do I need to know from it', 'too long for me, the short version please', 'summary please', 'the most important points',
      'the report in four bullets', 'keep it short, what is the letter about', 'what is the message about', 'I have no time to read it',
      'the essence of it', 'cut the text down to 50 words', 'give a short overview', 'what is the main claim of the paper',
      'what is this site about', 'the same for this text', 'make it two sentences', 'a blurb of the podcast episode', 'one summary over everything',
      'for a teenager, the most important points', 'shorter', 'the news in brief', 'executive summary', 'make minutes of the recording',
    ],
    notFor: [
      'make the video shorter',
    ],
  },
  translate: {
    asks: [
      'translate the text into German', 'put it into English', 'how do you say that in French', 'in Spanish please',
      'what does this mean in English', 'give me the Italian version', 'turn it into Dutch', 'make a French translation',
      'I need the letter in Portuguese', 'say it in German words', 'I only speak English', 'what is it in German', 'and in French',
      'I need it in English', 'help, the letter is in German', 'can you put this into Spanish for me', 'translate all of them to English',
      'say that in Italian', 'make it readable for my Polish colleague', 'the Portuguese for it', 'explain it in Spanish', 'in my language please',
      'I need the English of this', 'my friend in Lisbon must understand it, Portuguese please', 'good French please', 'the headline in English',
      'German version of the mail',
    ],
    notFor: [
      'translate it into Morse code', 'translate it into Python', 'translate what the dog says', 'in other words', 'put it in simple words',
    ],
  },
  answer_question: {
    asks: [
      'when does the meeting start according to the minutes', 'who signed the contract', 'what does the document say about the price',
      'how much does it cost according to the text', 'why did they cancel the trip', 'where does the event take place',
      'what does the letter want from me', 'answer the question from the text', 'look up in the report how many people came',
      'until when do I have to pay', 'what are the opening hours', 'who is the author of the article', 'when does the car appear',
      'what does the man do', 'find out the opening hours', 'is there anything about refunds', 'what do they talk about',
      'what does he say about the budget', 'what does the woman say about the delivery', 'who has to bring what according to the list',
      'what do they decide', 'what does he want', 'how long is the warranty', 'does the text mention any costs', 'which year is named',
      'what does the soup cost', 'when do I have to be there', 'what is the reason given', 'where do the two texts contradict each other',
      'is my name in the list', 'tell me what the price is', 'which of them is cheaper according to the text',
      'is there anything in the lease about pets', 'in which year was the company founded', 'does the page have a phone number',
      'which deadlines do I have to keep in mind', 'who wrote it and when', 'am I allowed to do that according to the contract',
      'what do I have to pay for', 'what does the message mean', 'what should I do about it', 'what do they want me to do now', 'what is the problem',
    ],
    notFor: [
      'what time is it', 'what is the weather tomorrow', 'what is the capital of France', 'who is the singer of this song', 'how do I cook rice',
      'how old are you', 'who will win the election', 'what should I cook tonight', 'is it legal', 'how far is the moon', 'which song is this',
    ],
  },
  extract_facts: {
    asks: [
      'extract all dates from the text', 'list the names that are mentioned', 'list all phone numbers', 'give me all e-mail addresses',
      'take the amounts out of the invoice as JSON', 'pull out the prices', 'which people are named in the text',
      'make a list of the places in the article', 'collect the deadlines', 'get the order number and the total as JSON',
      'all the dates in the document', 'the prices as JSON', 'which people and places does it mention', 'get all the prices',
      'give me the steps and amounts', 'every e-mail address in the text', 'the numbers in the report as data', 'ingredients of the recipe',
      'who, when and where as JSON', 'list the decisions', 'collect the names and birthdays', 'names and phone numbers', 'all the deadlines',
      'action items as a list', 'who has to do what until when', 'the facts as data', 'the ingredients and amounts',
    ],
    notFor: [
      'find the phone number of the mayor', 'look up the address on the internet', 'find out more about the company', 'track my parcel',
    ],
  },
  rewrite: {
    asks: [
      'rewrite the text in simpler words', 'make the mail sound more polite', 'correct my spelling', 'fix the grammar', 'make it more formal',
      'turn the notes into a table', 'write it as bullet points', 'make it friendlier', 'put the text into easy language',
      'improve the style of the letter', 'make a poem out of it', 'shorten the sentence', 'rephrase this', 'explain in easy English',
      'words that a child understands', 'correct this mail before I send it', 'put the answer into simpler words',
      'my English is not good, please check it', 'bring it into a clean form', 'make the tone nicer', 'as a numbered list', 'in plain language',
      'fix the mistakes in my text', 'make it sound less angry', 'tidy up my notes', 'turn it into a letter', 'not so complicated please',
      'turn my notes into a proper letter', 'an email draft of it', 'make it sound more natural', 'as bullet points with the action items',
      'make the message sound professional', 'make my complaint sound friendly', 'less stiff please', 'make it funny', 'more polite and shorter', 'in the form of a table',
    ],
    notFor: [
      'format the document in bold', 'send the letter', 'print the letter', 'change the font', 'write a computer program', 'colour the text red',
    ],
  },
  compose: {
    asks: [
      'join the results into one answer', 'put both descriptions together in one text', 'combine the answers', 'tell me all that in one paragraph',
      'what do they have in common', 'write one report of all the results', 'compare the results and say which is better',
      'bring everything together in one text', 'where do they contradict each other', 'one text out of all the results', 'put everything together',
      'write a comparison of both', 'what are the differences between the two texts', 'which of them is the best', 'all answers in one message',
      'which of the two texts is longer', 'one overview of all the answers', 'put it together into one report', 'do they all show the same',
    ],
    notFor: [
      'compose a piece of music', 'put the pictures side by side', 'post it on my blog', 'compose a song', 'mix the sounds', 'make a collage',
    ],
  },
  write_text: {
    asks: [
      'write a poem about the sea', 'write a birthday greeting', 'think up a slogan', 'write a short story', 'draft an invitation to a party',
      'write a thank-you note', 'make up a joke', 'come up with a name for my shop', 'write a letter of complaint', 'compose a toast for a wedding',
      'invent a riddle', 'write a limerick', 'write five lines about spring', 'I need an invitation for the summer party',
      'write an announcement that the pool is closed', 'think of three names for my bookshop', 'make a text for the flyer',
      "a speech for my mother's birthday", 'write an e-mail to my boss that I am ill', 'some ideas for a title', 'a bedtime story about a fox',
      'a short advert for my shop', 'write me a recipe', 'give me a tongue twister', 'five ideas for a science project',
      "something nice for mother's day", 'a caption that is funny', 'write a job advert', 'make up questions for a quiz', 'a short speech of thanks',
      'names for a cat',
    ],
    notFor: [
      'paint a picture', 'generate an image of a castle', 'compose a melody', 'write a program', 'send a letter', 'order flowers',
      'remind me tomorrow', 'what time is it', 'what is the weather', 'book a table', 'call a taxi', 'play a song', 'make a logo', 'some calm music',
      'text my wife', 'call my doctor', 'what will the weather be', 'tell me the news', 'draw a card', 'show me pictures of cats', 'buy a present',
    ],
  },
} as const satisfies Record<string, Wordings>;
