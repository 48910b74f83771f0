// arcwright train-voice-emotion: makes the model that hears emotions in voices, on this machine, from labelled recordings.
import path from 'node:path'
import { trainVoiceModel } from '../../../engine/evals/senses/train-voice-model.ts'
import { appFolders } from '../../app-folders.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

export const trainVoiceEmotionCommand = toCommand({
  name: 'train-voice-emotion',
  description: 'learn to hear emotions in voices from labelled recordings (minutes)',
  args: {
    data: {
      type: 'string',
      description: 'folder of recordings named as EmoDB’s, or of folders named by emotion (anger, joy, …)',
      required: true,
    },
    out: { type: 'string', description: 'file of the model; default: where the studio looks for it' },
    seed: { type: 'string', description: 'of everything random', default: '1' },
  },
  async run(args, _engine, terminal) {
    try {
      const made = await trainVoiceModel(path.resolve(args.data), {
        out: args.out === undefined ? undefined : path.resolve(args.out),
        dataDir: appFolders().dataDir,
        seed: numberFrom('seed', args.seed) ?? 1,
        signal: terminal.signal,
        progress: (done, total) => terminal.progress(`heard ${done} of ${total}`),
      })
      terminal.say(
        `${made.file} hears emotions in voices now: ${made.recordings} recordings, ${made.speakers} speakers`,
      )
      return { ...made }
    } catch (error) {
      if (terminal.signal.aborted) throw error
      throw new UsageError(error instanceof Error ? error.message : String(error))
    }
  },
})
