// arcwright cast import|export: people from and as character cards V2 and V3, JSON or PNG.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const

export const importCardCommand = toCommand({
  name: 'import',
  description: 'somebody from a character card V1, V2 or V3; the lore in it goes into the lorebook',
  args: { project, file: { type: 'positional', description: 'CARD.json or CARD.png', required: true } },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const file = new File([await readFile(args.file)], path.basename(args.file))
    const { character, lore } = await engine.cast.importCard({ file })
    terminal.say(`${character.id}  ${character.name}  (${lore} lore entries)`)
    return { character, lore }
  },
})

export const exportCardCommand = toCommand({
  name: 'export',
  description:
    'somebody as a character card; what came in with theirs and is not known here goes out as it came',
  args: {
    project,
    who: { type: 'positional', description: 'id or name of a character', required: true },
    out: { type: 'string', description: 'the file to write: .json or .png', required: true },
    version: { type: 'string', description: '2 or 3; as the card came in, else 2' },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const found = (await engine.cast.list()).find(({ id, name }) => id === args.who || name === args.who)
    if (!found) throw new UsageError(`nobody of the cast is called ${args.who}`)
    if (args.version !== undefined && args.version !== '2' && args.version !== '3')
      throw new UsageError('--version is 2 or 3')
    const version =
      args.version === undefined ? {} : { version: args.version === '2' ? (2 as const) : (3 as const) }
    const format = args.out.toLowerCase().endsWith('.png') ? 'png' : 'json'
    const file = await engine.cast.exportCard({ id: found.id, format, ...version })
    await writeFile(args.out, Buffer.from(await file.arrayBuffer()))
    terminal.say(`${args.out}: ${file.size} bytes`)
    return { path: path.resolve(args.out), sizeBytes: file.size }
  },
})
