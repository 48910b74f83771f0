// arcwright train-story: makes the story model that ships, in stretches that can be stopped and taken up again.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { shipStory } from '../../../engine/evals/story/ship-story.ts'
import { trainStory } from '../../../engine/evals/story/train-story.ts'
import { settingsFrom } from '../dataset-options.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

export const trainStoryCommand = toCommand({
  name: 'train-story',
  description: 'train the story model that comes with the studio (for its developers; hours, in stretches)',
  args: {
    data: { type: 'string', description: 'folder with fiction-en', required: true },
    keep: {
      type: 'string',
      description: 'folder of corpus and checkpoints; what is there is taken up again',
      required: true,
    },
    minutes: { type: 'string', description: 'of this stretch; default: until stopped' },
    cooldown: {
      type: 'string',
      description: 'steps in which a copy of the last checkpoint is led to zero, into KEEP/cooled',
    },
    ship: {
      type: 'string',
      description: 'no training: the model of KEEP/cooled (cooled) or KEEP/run (run) in 8 bits to --out',
    },
    out: { type: 'string', description: 'folder of the weights; default: the studio’s own' },
    set: { type: 'string', description: 'settings of a run that begins, as width=192,layers=4' },
    threads: { type: 'string', description: 'default: one a core' },
    seed: { type: 'string', description: 'of everything random', default: '1' },
  },
  async run(args, _engine, terminal) {
    const data = path.resolve(args.data)
    if (!existsSync(path.join(data, 'fiction-en'))) throw new UsageError(`there is no fiction-en in ${data}`)
    const keep = path.resolve(args.keep)
    const threads = numberFrom('threads', args.threads)
    const say = (line: string): void => terminal.say(line)
    const shared = { keep, say, ...(threads === undefined ? {} : { threads }) }
    if (args.ship !== undefined) {
      const modelFile = path.join(keep, args.ship, 'best.safetensors')
      if (!existsSync(modelFile)) throw new UsageError(`--ship ${args.ship}: there is no ${modelFile}`)
      const out = args.out === undefined ? {} : { out: path.resolve(args.out) }
      return shipStory({ ...shared, ...out, modelFile })
    }
    const minutes = numberFrom('minutes', args.minutes)
    const cooldownSteps = numberFrom('cooldown', args.cooldown)
    if (cooldownSteps !== undefined && !(Number.isInteger(cooldownSteps) && cooldownSteps > 0))
      throw new UsageError('--cooldown is a whole number of steps')
    return trainStory({
      ...shared,
      data,
      ...(minutes === undefined ? {} : { minutes }),
      ...(cooldownSteps === undefined ? {} : { cooldownSteps }),
      settings: settingsFrom(args.set),
      seed: numberFrom('seed', args.seed) ?? 1,
      ...(threads === undefined ? {} : { threads }),
      signal: terminal.signal,
      now: () => performance.now(),
    })
  },
})
