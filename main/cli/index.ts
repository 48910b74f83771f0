// `arcwright` in a terminal: the same engine and contract as in the windows, one file for each command.
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty'
import { appVersion } from '../app-root.ts'
import { UsageError } from './problems.ts'
import { fail } from './run-command.ts'

/** Loaded when asked for: each brings only its own part of the engine. */
const subCommands: Readonly<Record<string, () => Promise<CommandDef>>> = {
  new: async () => (await import('./commands/new.ts')).newCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  info: async () => (await import('./commands/info.ts')).infoCommand,
  binder: async () => (await import('./commands/binder.ts')).binderCommand,
  text: async () => (await import('./commands/text.ts')).textCommand,
  goals: async () => (await import('./commands/goals.ts')).goalsCommand,
  search: async () => (await import('./commands/search.ts')).searchCommand,
  replace: async () => (await import('./commands/replace.ts')).replaceCommand,
  spell: async () => (await import('./commands/spell.ts')).spellCommand,
  dictionary: async () => (await import('./commands/spell.ts')).dictionaryCommand,
  snapshot: async () => (await import('./commands/snapshot.ts')).snapshotCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  restore: async () => (await import('./commands/restore.ts')).restoreCommand,
  branch: async () => (await import('./commands/branch.ts')).branchCommand,
  privacy: async () => (await import('./commands/privacy.ts')).privacyCommand,
  'share-copy': async () => (await import('./commands/privacy.ts')).shareCopyCommand,
  provenance: async () => (await import('./commands/provenance.ts')).provenanceCommand,
  analyze: async () => (await import('./commands/analyze.ts')).analyzeCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  target: async () => (await import('./commands/target.ts')).targetCommand,
  draft: async () => (await import('./commands/draft.ts')).draftCommand,
  correct: async () => (await import('./commands/correct.ts')).correctCommand,
  dataset: async () => (await import('./commands/dataset.ts')).datasetCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  cast: async () => (await import('./commands/cast.ts')).castCommand,
  npc: async () => (await import('./commands/npc.ts')).npcCommand,
  dialogue: async () => (await import('./commands/dialogue.ts')).dialogueCommand,
  train: async () => (await import('./commands/train.ts')).trainCommand,
  runs: async () => (await import('./commands/runs.ts')).runsCommand,
  model: async () => (await import('./commands/model.ts')).modelCommand,
  life: async () => (await import('./commands/life.ts')).lifeCommand,
  comments: async () => (await import('./commands/comments.ts')).commentsCommand,
  figures: async () => (await import('./commands/figures.ts')).figuresCommand,
  lore: async () => (await import('./commands/lore.ts')).loreCommand,
  media: async () => (await import('./commands/media.ts')).mediaCommand,
  memory: async () => (await import('./commands/memory.ts')).memoryCommand,
  suggest: async () => (await import('./commands/suggest.ts')).suggestCommand,
  'train-emotion': async () => (await import('./commands/train-emotion.ts')).trainEmotionCommand,
  'train-story': async () => (await import('./commands/train-story.ts')).trainStoryCommand,
  'train-voice-emotion': async () =>
    (await import('./commands/train-voice-emotion.ts')).trainVoiceEmotionCommand,
  feedback: async () => (await import('./commands/feedback.ts')).feedbackCommand,
  generate: async () => (await import('./commands/generate.ts')).generateCommand,
  chat: async () => (await import('./commands/chat.ts')).chatCommand,
  compile: async () => (await import('./commands/compile.ts')).compileCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  formats: async () => (await import('./commands/formats.ts')).formatsCommand,
  recent: async () => (await import('./commands/recent.ts')).recentCommand,
  settings: async () => (await import('./commands/settings.ts')).settingsCommand,
  backend: async () => (await import('./commands/backend.ts')).backendCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  recover: async () => (await import('./commands/recover.ts')).recoverCommand,
  passphrase: async () => (await import('./commands/passphrase.ts')).passphraseCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  doors: async () => (await import('./commands/doors.ts')).doorsCommand,
  talk: async () => (await import('./commands/talk.ts')).talkCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  work: async () => (await import('./commands/worker.ts')).workCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  keys: async () => (await import('./commands/keys.ts')).keysCommand,
  eval: async () => (await import('./commands/eval.ts')).evalCommand,
}

const arcwright = defineCommand({
  meta: { name: 'arcwright', version: appVersion, description: 'Write stories to an emotional arc' },
  subCommands: { ...subCommands },
})

/** Of the command that the words lead to, or of the whole program. */
const usageOf = async ([name = '', part = '']: readonly string[]): Promise<string> => {
  const command = await subCommands[name]?.()
  if (!command) return renderUsage(arcwright)
  const parts = command.subCommands as Readonly<Record<string, CommandDef>> | undefined
  const inner = parts?.[part]
  return inner ? renderUsage(inner, command) : renderUsage(command, arcwright)
}

/** A command of several parts, without one of them: citty would only say that there is none. */
const checkPart = (name: string, { subCommands: parts }: CommandDef, rest: readonly string[]): void => {
  if (!parts) return
  const names = Object.keys(parts)
  const part = rest.find((argument) => !argument.startsWith('-'))
  if (part !== undefined && names.includes(part)) return
  const missing = part === undefined ? `${name} needs to know what to do` : `${name} has no ${part}`
  throw new UsageError(`${missing}; there are: ${names.join(', ')}`)
}

const main = async (argv: readonly string[]): Promise<void> => {
  const [first = 'help', ...rest] = argv
  if (first === '--version' || first === '-v') return console.log(appVersion)
  const asksForHelp = [first, ...rest].some((argument) => argument === '--help' || argument === '-h')
  if (first === 'help' || asksForHelp) {
    return console.log(await usageOf(first === 'help' ? rest : [first, ...rest]))
  }
  const command = await subCommands[first]?.()
  if (!command) throw new UsageError(`there is no command ${first}; arcwright help lists them`)
  checkPart(first, command, rest)
  await runCommand(command, { rawArgs: rest })
}

const argv = process.argv.slice(2)
main(argv).catch((error: unknown) => fail(error, argv.includes('--json'), false))
