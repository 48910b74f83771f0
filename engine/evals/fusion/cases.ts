// Built cases for fusion: a diary entry, what a passage about it may mention, and what would contradict it. Written for this
// experiment; each case differs in people, place, weather, hour and things.

export interface FusionCase {
  readonly entry: string
  readonly place: string
  readonly person: string
  /** What the passage goes on from: neutral, so that it names nothing of the case. */
  readonly opening: string
  /** Each fact by the stems of the words that mention it. */
  readonly facts: readonly { readonly name: string; readonly words: readonly string[] }[]
  /** Words that say the opposite of a fact. */
  readonly against: readonly string[]
}

const PEOPLE = 'Anna Tom Clara Henry Ruth Walter Alice Edward Martha George Helen Arthur Emma'.split(' ')

/** Place, then two things that were there. */
const PLACES = [
  ['harbour', 'boat', 'rope'],
  ['garden', 'roses', 'ladder'],
  ['station', 'train', 'suitcase'],
  ['kitchen', 'bread', 'candle'],
  ['church', 'bell', 'hymn'],
  ['forest', 'dog', 'lantern'],
  ['river', 'bridge', 'basket'],
  ['market', 'apples', 'coins'],
  ['school', 'letter', 'desk'],
  ['farm', 'horse', 'gate'],
  ['hospital', 'doctor', 'flowers'],
  ['theatre', 'piano', 'gloves'],
  ['mill', 'wheel', 'cat'],
] as const

/** How it was, then what would contradict it. */
const SKIES = [
  ['It rained all the time.', ['rain'], ['sunshine', 'sunny', 'sunlight', 'snow']],
  ['There was snow on everything.', ['snow'], ['rain', 'summer', 'heat']],
  ['The sun was hot.', ['sun', 'sunshine', 'sunlight', 'hot'], ['rain', 'snow', 'cold', 'storm']],
  ['A storm came up, with wind.', ['storm', 'wind'], ['calm', 'sunshine', 'snow']],
] as const

const HOURS = [
  ['In the morning', ['morning'], ['night', 'evening', 'midnight', 'moon']],
  ['Late in the evening', ['evening'], ['morning', 'noon', 'breakfast']],
  ['At night', ['night'], ['morning', 'noon', 'breakfast', 'afternoon']],
  ['In the afternoon', ['afternoon'], ['night', 'midnight', 'dawn', 'moon']],
] as const

const OPENINGS = [
  'I have often thought of that day since then, and of how it all went.',
  'Nobody who was there has ever forgotten it.',
  'It is a long time ago, but I still see it before me.',
  'This is what happened, as well as I can tell it.',
]

/** Thirteen places, each under four skies: 52 cases. */
export const FUSION_CASES: readonly FusionCase[] = PLACES.flatMap(([place, first, second], at) =>
  SKIES.map(([sky, skyWords, skyAgainst], turn): FusionCase => {
    const person = PEOPLE[(at * 4 + turn * 3) % PEOPLE.length]
    const [hour, hourWords, hourAgainst] = HOURS[(at + turn) % HOURS.length]
    return {
      entry: `${hour} I was at the ${place} with ${person}. ${sky} ${person} had brought the ${first}, and I held the ${second} in my hands.`,
      place,
      person,
      opening: OPENINGS[turn],
      facts: [
        { name: 'person', words: [person] },
        { name: 'place', words: [place] },
        { name: 'first', words: [first] },
        { name: 'second', words: [second] },
        { name: 'sky', words: [...skyWords] },
        { name: 'hour', words: [...hourWords] },
      ],
      against: [...skyAgainst, ...hourAgainst].filter(
        (word) =>
          !(hourWords as readonly string[]).includes(word) && !(skyWords as readonly string[]).includes(word),
      ),
    }
  }),
)
