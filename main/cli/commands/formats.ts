// arcwright formats: what can come in, and what books, arcs and proofs of origin can leave as.
import { toCommand } from '../run-command.ts'

export const formatsCommand = toCommand({
  name: 'formats',
  description: 'every format that books come in and go out by',
  args: {},
  async run(_args, engine, terminal) {
    const [imports, exports, reports, provenance] = await Promise.all([
      engine.manuscript.importFormats(),
      engine.manuscript.exportFormats(),
      engine.arc.reportFormats(),
      engine.provenance.formats(),
    ])
    for (const { id, title, extensions, isFolder } of imports)
      terminal.say(`in   ${id}  ${title}  ${isFolder ? 'a folder' : extensions.join(', ')}`)
    for (const { id, title, isFolder, extension } of exports)
      terminal.say(`out  ${id}  ${title}  ${isFolder ? 'a folder' : extension}`)
    for (const { id, title } of reports) terminal.say(`report  ${id}  ${title}`)
    for (const { id, title } of provenance) terminal.say(`provenance  ${id}  ${title}`)
    return { imports, exports, reports, provenance }
  },
})
