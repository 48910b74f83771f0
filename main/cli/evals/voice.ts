// Whether the story model, after learning from simulated authors' choices, writes more as they like it; --runs places to learn at.
import { runVoice } from '../../../engine/evals/voice.ts'
import { shippedWriter } from '../../../engine/evals/story/ship-story.ts'
import type { Evaluation } from './evaluation.ts'
import { bookText } from './sample-book.ts'

const PLACES = 48
const WORDS = 60_000

export const voice: Evaluation = {
  id: 'voice',
  title:
    'simulated authors choose 200 times: what the story model then writes beside what it wrote before, win rate with intervals',
  async run({ terminal, folder, model, runs = PLACES }) {
    const text = await bookText(WORDS)
    return runVoice({
      modelFile: model ?? shippedWriter,
      folder,
      paragraphs: text.split(/\n{2,}/u).map((paragraph) => paragraph.replaceAll(/\s+/gu, ' ').trim()),
      places: runs,
      signal: terminal.signal,
      say: (line) => terminal.say(line),
    })
  },
}
