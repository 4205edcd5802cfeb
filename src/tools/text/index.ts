/** What programs can tell about a text: sentences, words, language, quantities, names, form. No model is asked. */
export { alignSentences, type AlignedSentences } from './alignment.js';
export { findForeignSentences } from './foreign-sentences.js';
export { splitSentences } from './sentences.js';
export { splitWords, countWords, countCharacters, splitParagraphs, normalizeText } from './words.js';
export { isToldOutright, mayBeSaid, placeOfAnswer, rivalOf, type AnswerPlace } from './answer-place.js';
export { NOT_SAID, saysNothingIsSaid } from './no-answer.js';
export { countedIn, countsOtherThings, hasUnit, isOtherMeasure, measuresWhatIsAsked } from './asked-measure.js';
export { factKindOf, factsOfKind, readAskedFacts, uncovered, type FactKind } from './asked-facts.js';
export { answerKindOf, spansOfKind, type AnswerKind, type Span } from './question-kinds.js';
export { identifyLanguage, isOtherLanguage, languageCode, languageName, languageToWrite, requireLanguage, type IdentifiedLanguage } from './language.js';
export { contentStems, isStopWord, stemOf } from './stems.js';
export { findNumberWords, type WordNumber } from './number-words.js';
export { findQuantities, numericValue, sameQuantity, type Quantity, type QuantityKind } from './quantities.js';
export { findProperNames, findQuotedPhrases, findAddresses, type ProperName } from './names.js';
export { SET_ASIDE, setOrdersAside, withoutOrders, type WithoutOrders } from './orders.js';
export { cellText, markdownTable, tableCells } from './markdown-table.js';
export { describeShape, parseJsonText, stripFence, type TextShape } from './shapes.js';
export { isCarried, isQuoted, Reading, saySame } from './reading.js';
