// `arcwright` in a terminal: the same engine and contract as in the windows, one file for each command.
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty'
import { appVersion } from '../app-root.ts'
import { analyzeCommand } from './commands/analyze.ts'
import { binderCommand } from './commands/binder.ts'
import { castCommand } from './commands/cast.ts'
import { branchCommand } from './commands/branch.ts'
import { compareCommand } from './commands/compare.ts'
import { chatCommand } from './commands/chat.ts'
import { checkCommand } from './commands/check.ts'
import { recoverCommand } from './commands/recover.ts'
import { commentsCommand } from './commands/comments.ts'
import { figuresCommand } from './commands/figures.ts'
import { formatsCommand } from './commands/formats.ts'
import { correctCommand } from './commands/correct.ts'
import { draftCommand } from './commands/draft.ts'
import { doorsCommand } from './commands/doors.ts'
import { compileCommand } from './commands/compile.ts'
import { dialogueCommand } from './commands/dialogue.ts'
import { datasetCommand } from './commands/dataset.ts'
import { backupCommand } from './commands/backup.ts'
import { backendCommand } from './commands/backend.ts'
import { evalCommand } from './commands/eval.ts'
import { exportCommand } from './commands/export.ts'
import { feedbackCommand } from './commands/feedback.ts'
import { generateCommand } from './commands/generate.ts'
import { goalsCommand } from './commands/goals.ts'
import { importCommand } from './commands/import.ts'
import { infoCommand } from './commands/info.ts'
import { keysCommand } from './commands/keys.ts'
import { lifeCommand } from './commands/life.ts'
import { loreCommand } from './commands/lore.ts'
import { mediaCommand } from './commands/media.ts'
import { memoryCommand } from './commands/memory.ts'
import { modelCommand } from './commands/model.ts'
import { npcCommand } from './commands/npc.ts'
import { newCommand } from './commands/new.ts'
import { privacyCommand, shareCopyCommand } from './commands/privacy.ts'
import { provenanceCommand } from './commands/provenance.ts'
import { passphraseCommand } from './commands/passphrase.ts'
import { recentCommand } from './commands/recent.ts'
import { reportCommand } from './commands/report.ts'
import { restoreCommand } from './commands/restore.ts'
import { settingsCommand } from './commands/settings.ts'
import { snapshotCommand } from './commands/snapshot.ts'
import { talkCommand } from './commands/talk.ts'
import { targetCommand } from './commands/target.ts'
import { replaceCommand } from './commands/replace.ts'
import { searchCommand } from './commands/search.ts'
import { dictionaryCommand, spellCommand } from './commands/spell.ts'
import { serveCommand } from './commands/serve.ts'
import { workCommand, workerCommand } from './commands/worker.ts'
import { runsCommand } from './commands/runs.ts'
import { planCommand } from './commands/plan.ts'
import { suggestCommand } from './commands/suggest.ts'
import { textCommand } from './commands/text.ts'
import { trainCommand } from './commands/train.ts'
import { trainEmotionCommand } from './commands/train-emotion.ts'
import { trainStoryCommand } from './commands/train-story.ts'
import { trainVoiceEmotionCommand } from './commands/train-voice-emotion.ts'
import { UsageError } from './problems.ts'
import { fail } from './run-command.ts'

const subCommands: Readonly<Record<string, CommandDef>> = {
  new: newCommand,
  import: importCommand,
  info: infoCommand,
  binder: binderCommand,
  text: textCommand,
  goals: goalsCommand,
  search: searchCommand,
  replace: replaceCommand,
  spell: spellCommand,
  dictionary: dictionaryCommand,
  snapshot: snapshotCommand,
  compare: compareCommand,
  restore: restoreCommand,
  branch: branchCommand,
  privacy: privacyCommand,
  'share-copy': shareCopyCommand,
  provenance: provenanceCommand,
  analyze: analyzeCommand,
  report: reportCommand,
  target: targetCommand,
  draft: draftCommand,
  correct: correctCommand,
  dataset: datasetCommand,
  plan: planCommand,
  cast: castCommand,
  npc: npcCommand,
  dialogue: dialogueCommand,
  train: trainCommand,
  runs: runsCommand,
  model: modelCommand,
  life: lifeCommand,
  comments: commentsCommand,
  figures: figuresCommand,
  lore: loreCommand,
  media: mediaCommand,
  memory: memoryCommand,
  suggest: suggestCommand,
  'train-emotion': trainEmotionCommand,
  'train-story': trainStoryCommand,
  'train-voice-emotion': trainVoiceEmotionCommand,
  feedback: feedbackCommand,
  generate: generateCommand,
  chat: chatCommand,
  compile: compileCommand,
  export: exportCommand,
  formats: formatsCommand,
  recent: recentCommand,
  settings: settingsCommand,
  backend: backendCommand,
  check: checkCommand,
  recover: recoverCommand,
  passphrase: passphraseCommand,
  backup: backupCommand,
  doors: doorsCommand,
  talk: talkCommand,
  serve: serveCommand,
  work: workCommand,
  worker: workerCommand,
  keys: keysCommand,
  eval: evalCommand,
}

const arcwright = defineCommand({
  meta: { name: 'arcwright', version: appVersion, description: 'Write stories to an emotional arc' },
  subCommands: { ...subCommands },
})

/** Of the command that the words lead to, or of the whole program. */
const usageOf = async ([name = '', part = '']: readonly string[]): Promise<string> => {
  const command = subCommands[name]
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
  const command = subCommands[first]
  if (!command) throw new UsageError(`there is no command ${first}; arcwright help lists them`)
  checkPart(first, command, rest)
  await runCommand(command, { rawArgs: rest })
}

const argv = process.argv.slice(2)
main(argv).catch((error: unknown) => fail(error, argv.includes('--json'), false))
