// Challenges in English, filled from templates: plain words of feeling, negation, degree, time, speech, description, sarcasm, people.
import type { Emotion } from '../../../domain/emotion.ts'
import type { Challenge } from './cases.ts'

type Body<T> = T extends unknown ? Omit<T, 'language' | 'capability'> : never

const of = (capability: string, challenges: readonly Body<Challenge>[]): Challenge[] =>
  challenges.map((challenge) => ({ ...challenge, capability, language: 'en' }))

const minimum = (text: string, emotions: readonly Emotion[]): Body<Challenge> => ({
  kind: 'minimum',
  text,
  emotions,
})
const isNot = (text: string, not: readonly Emotion[]): Body<Challenge> => ({ kind: 'minimum', text, not })
const same = (text: string, changed: string): Body<Challenge> => ({ kind: 'invariance', text, changed })
const down = (text: string, changed: string): Body<Challenge> => ({
  kind: 'direction',
  text,
  changed,
  measure: 'valence',
  by: -1,
})
const up = (text: string, changed: string): Body<Challenge> =>
  ({ ...down(text, changed), by: 1 }) as Body<Challenge>

const FEELINGS: readonly (readonly [Emotion, readonly string[]])[] = [
  ['joy', ['happy', 'delighted', 'overjoyed', 'cheerful', 'grateful', 'proud']],
  ['sadness', ['sad', 'heartbroken', 'miserable', 'lonely', 'grief-stricken', 'disappointed']],
  ['anger', ['angry', 'furious', 'enraged', 'annoyed', 'outraged', 'livid']],
  ['fear', ['afraid', 'terrified', 'frightened', 'scared', 'nervous', 'anxious']],
  ['disgust', ['disgusted', 'revolted', 'sickened', 'repulsed']],
  ['surprise', ['surprised', 'astonished', 'amazed', 'startled', 'bewildered']],
]
const GOOD = ['happy', 'glad', 'pleased', 'delighted', 'proud', 'hopeful', 'grateful', 'excited']
const BAD = ['afraid', 'angry', 'sad', 'ashamed', 'disgusted', 'lonely', 'jealous', 'worried']
const NAMES = ['Anna', 'Mr. Harding', 'Wei', 'Fatima', 'Olu', 'Dmitri', 'Lady Vane', 'Kwame', 'Rosa', 'Priya']
const PEOPLE = [
  'man',
  'woman',
  'boy',
  'girl',
  'stranger',
  'priest',
  'nurse',
  'soldier',
  'immigrant',
  'old woman',
]

const vocabulary = of(
  'words of feeling',
  FEELINGS.flatMap(([emotion, words]) =>
    words.flatMap((word) => [
      minimum(`She was ${word}.`, [emotion]),
      minimum(`He had never been so ${word} in his life.`, [emotion]),
    ]),
  ),
)

const negation = of('negation', [
  ...GOOD.map((word) => isNot(`She was not ${word} about it.`, ['joy'])),
  ...GOOD.map((word) => down(`He was ${word} that evening.`, `He was not ${word} that evening.`)),
  ...BAD.map((word) => up(`They were ${word} now.`, `They were not ${word} now.`)),
  ...['love', 'like', 'trust', 'admire'].map((verb) =>
    down(`I ${verb} this house.`, `I do not ${verb} this house.`),
  ),
  ...['laughed', 'smiled'].map((verb) =>
    down(`Nobody spoke, and she ${verb}.`, `Nobody spoke, and she never ${verb}.`),
  ),
  ...['fear', 'anger', 'sorrow', 'shame'].map((noun) =>
    up(`There was ${noun} in his voice.`, `There was no ${noun} in his voice.`),
  ),
  isNot('There was nothing to be afraid of.', ['fear']),
  isNot('I have no reason to be angry with you.', ['anger']),
  isNot('It was not a good day.', ['joy']),
  isNot('Without any joy he opened the presents.', ['joy']),
  isNot('She could no longer laugh at it.', ['joy']),
  isNot('He is hardly what I would call a friend.', ['joy']),
])

const degree = of('degree', [
  ...['happy', 'pleased', 'grateful', 'proud', 'hopeful'].flatMap((word) => [
    up(`She was ${word}.`, `She was so very, very ${word}!`),
  ]),
  ...['sad', 'angry', 'afraid', 'disappointed', 'miserable', 'lonely'].flatMap((word) => [
    down(`She was slightly ${word}.`, `She was terribly ${word}.`),
  ]),
  ...['It was a good meal.', 'We had a nice day.', 'That was kind of you.'].map((text) =>
    up(
      text,
      text.replace(
        /good|nice|kind/,
        (word) => ({ good: 'wonderful', nice: 'glorious', kind: 'wonderfully kind' })[word] ?? word,
      ),
    ),
  ),
  ...['It was a bad meal.', 'We had a poor day.', 'That was rude of you.'].map((text) =>
    down(
      text,
      text.replace(
        /bad|poor|rude/,
        (word) => ({ bad: 'horrible', poor: 'dreadful', rude: 'unforgivably cruel' })[word] ?? word,
      ),
    ),
  ),
])

const time = of('then and now', [
  ...GOOD.slice(0, 5).map((word) =>
    isNot(`I used to be ${word} here, but now I only want to weep.`, ['joy']),
  ),
  ...['afraid', 'angry', 'sad', 'lonely', 'ashamed'].map((word) =>
    minimum(`Once she had been ${word}, but now she was the happiest woman alive.`, ['joy']),
  ),
  ...[
    'The dinner was lovely, but then he hit her.',
    'They were laughing until the bomb fell.',
    'The sun shone all day, yet she cried herself to sleep.',
    'It began as a joke and ended with a boy in his grave.',
  ].map((text) => isNot(text, ['joy'])),
])

const CONTENT: readonly (readonly [string, Emotion])[] = [
  ['I am so happy for you', 'joy'],
  ['I miss her every day', 'sadness'],
  ['I hate you', 'anger'],
  ['I am scared of the dark', 'fear'],
  ['That is disgusting', 'disgust'],
  ['I love you', 'joy'],
  ['I am so sorry for your loss', 'sadness'],
  ['I am furious with all of you', 'anger'],
]
const dialogue = of(
  'speech and narration',
  CONTENT.flatMap(([line, emotion]) => [
    minimum(`“${line},” she said.`, [emotion]),
    minimum(`“${line},” said the old man, and closed the door behind him.`, [emotion]),
    same(`“${line},” she said.`, `‘${line},’ she said.`),
    same(`“${line},” said Anna.`, `“${line},” said Mr. Harding.`),
  ]),
)

const speechVerbs = of('neutral speech', [
  ...['said', 'replied', 'answered', 'added', 'asked', 'told them'].flatMap((verb) => [
    minimum(`“The train leaves at six,” he ${verb}.`, ['neutral']),
    minimum(`“There are two chairs in the hall,” the girl ${verb}.`, ['neutral']),
  ]),
])

const PLACES = [
  'kitchen',
  'yard',
  'harbour',
  'church',
  'office',
  'cemetery',
  'hospital',
  'prison',
  'library',
  'barracks',
]
const description = of('neutral description', [
  ...PLACES.flatMap((place) => [
    minimum(`The ${place} stood at the end of the road, next to the mill.`, ['neutral']),
    minimum(`There were three windows in the ${place}.`, ['neutral']),
    minimum(`She crossed the ${place} and turned left.`, ['neutral']),
  ]),
  ...['table', 'lamp', 'coat', 'bottle', 'ladder', 'map', 'knife', 'rope'].flatMap((thing) => [
    minimum(`He put the ${thing} by the door.`, ['neutral']),
    minimum(`The ${thing} was brown and about a foot long.`, ['neutral']),
  ]),
])

const sarcasm = of('sarcasm', [
  ...[
    'Oh, great, another flat tyre.',
    'Well, isn’t that just wonderful, the roof is leaking again.',
    'Thanks a lot for ruining my birthday.',
    'Brilliant. Now we are lost as well.',
    'Lovely, more bills.',
    'Oh, how kind of you to leave me with all the dishes.',
    'What a charming habit, spitting on the floor.',
    'Just what I needed, a broken leg.',
    'Congratulations, you have managed to offend everybody.',
    'Yes, because that worked so well the last time.',
    '“Splendid,” he said, looking at the wreck of his car.',
    'Sure, burn the house down, see if I care.',
  ].map((text) => isNot(text, ['joy'])),
])

const SENTENCES = [
  '{} wept by the window all night.',
  '{} laughed and clapped with delight.',
  'They were afraid of {}.',
  '{} slammed the door in a rage.',
  '{} lives in the house by the river.',
]
const names = of(
  'names',
  SENTENCES.flatMap((sentence) =>
    NAMES.slice(1).map((name) => same(sentence.replace('{}', NAMES[0]), sentence.replace('{}', name))),
  ),
)

const people = of(
  'who it is',
  [
    'The {} wept by the window.',
    'The {} laughed with delight.',
    'The {} sat down at the table.',
    'The {} was furious.',
  ].flatMap((sentence) =>
    PEOPLE.slice(1).map((person) => same(sentence.replace('{}', PEOPLE[0]), sentence.replace('{}', person))),
  ),
)

const PAIRS: readonly (readonly [string, string])[] = [
  ['She', 'He'],
  ['My mother', 'My father'],
  ['The queen', 'The king'],
  ['Her sister', 'His brother'],
]
const gender = of(
  'gender',
  [
    '{} was angry.',
    '{} cried.',
    '{} was the cleverest of them all.',
    '{} was afraid of the storm.',
    '{} opened the window.',
  ].flatMap((rest) => PAIRS.map(([one, other]) => same(rest.replace('{}', one), rest.replace('{}', other)))),
)

const spelling = of('spelling and marks', [
  ...[
    'I am so happy to see you.',
    'She was terrified of the water.',
    'He was furious with his son.',
    'They buried her in the rain.',
    'The soup was disgusting.',
  ].flatMap((text) => [
    same(text, text.replace('.', '')),
    same(text, text.toLowerCase()),
    same(text, text.replaceAll(' ', '  ')),
    same(text, `${text.slice(0, -1)}…`),
    same(`“${text}”`, `"${text}"`),
  ]),
])

export const ENGLISH_CHALLENGES: readonly Challenge[] = [
  ...vocabulary,
  ...negation,
  ...degree,
  ...time,
  ...dialogue,
  ...speechVerbs,
  ...description,
  ...sarcasm,
  ...names,
  ...people,
  ...gender,
  ...spelling,
]
