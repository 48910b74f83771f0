// Every edit of a dialogue as plain data, applied in order to a frozen one. Ids are given by the caller's counter.
import { EngineError } from '../errors.ts'
import { completeNode, type IdMaker, type NodeFields } from './complete-node.ts'
import {
  DIALOGUE_LIMITS,
  exitsOf,
  withExit,
  type Dialogue,
  type DialogueNode,
  type DialogueNodeKind,
  type Target,
  type Variable,
} from './dialogue.ts'
import { renameInNode } from './rename-variable.ts'
import { checkVariable } from './check-variable.ts'

export type DialogueEdit =
  | {
      readonly act: 'add'
      readonly kind: DialogueNodeKind
      readonly fields?: NodeFields
      /** A name under which later edits of the same list can mean this node. */
      readonly ref?: string
      /** The way that from now on leads here; what it led to follows the new node. */
      readonly from?: { readonly nodeId: string; readonly exit: string }
    }
  | { readonly act: 'update'; readonly nodeId: string; readonly fields: NodeFields }
  | { readonly act: 'connect'; readonly nodeId: string; readonly exit: string; readonly target: Target }
  /** With `heal`, what led to a node with one way out leads to where that went. */
  | { readonly act: 'remove'; readonly nodeIds: readonly string[]; readonly heal?: boolean }
  | {
      readonly act: 'move'
      readonly places: readonly { readonly nodeId: string; readonly x: number; readonly y: number }[]
    }
  /** Copies, with the ways between them; what else they led to stays. */
  | { readonly act: 'duplicate'; readonly nodeIds: readonly string[] }
  | { readonly act: 'start'; readonly nodeId: Target }
  | { readonly act: 'title'; readonly title: string }
  /** Adds or changes (under `was`, its name so far) a variable; null takes it away. */
  | { readonly act: 'variable'; readonly was: string | null; readonly variable: Variable | null }

export interface EditResult {
  readonly dialogue: Dialogue
  /** Ids of nodes that are new, in the order of their edits. */
  readonly made: readonly string[]
}

/** Where a new node stands: beside the one that leads to it. */
const BESIDE = 280
const BELOW = 130

const single = (node: DialogueNode): Target | undefined => {
  const exits = exitsOf(node)
  return exits.length === 1 ? exits[0]?.target : undefined
}

export const applyEdits = (before: Dialogue, edits: readonly DialogueEdit[], newId: IdMaker): EditResult => {
  const nodes = new Map(before.nodes.map((node) => [node.id, node]))
  let { startId, title, variables } = before
  const made: string[] = []
  const refs = new Map<string, string>()

  const named = (id: string): string => refs.get(id) ?? id
  const target = (id: Target): Target => {
    if (id === null) return null
    const found = named(id)
    if (!nodes.has(found))
      throw new EngineError('NOT_FOUND', `There is no node ${id} to lead to. Nothing was changed.`, {
        nodeId: id,
      })
    return found
  }
  const nodeOf = (id: string): DialogueNode => {
    const node = nodes.get(named(id))
    if (node) return node
    throw new EngineError('NOT_FOUND', `There is no node ${id} in this dialogue. Nothing was changed.`, {
      nodeId: id,
    })
  }
  const put = (node: DialogueNode): void => {
    nodes.set(node.id, node)
    if (nodes.size > DIALOGUE_LIMITS.nodes)
      throw new EngineError(
        'BAD_INPUT',
        `A dialogue holds ${DIALOGUE_LIMITS.nodes} nodes. Nothing was changed.`,
      )
  }
  const connect = (node: DialogueNode, exit: string, to: Target): DialogueNode => {
    if (!exitsOf(node).some(({ key }) => key === exit))
      throw new EngineError(
        'BAD_INPUT',
        `Node ${node.id} has no way out called ${exit}. Nothing was changed.`,
        {
          nodeId: node.id,
          exit,
        },
      )
    return withExit(node, exit, to)
  }
  /** Ways that fields name go through the same door as `connect`. */
  const checked = (node: DialogueNode): DialogueNode =>
    exitsOf(node).reduce((result, exit) => withExit(result, exit.key, target(exit.target)), node)

  const add = (edit: Extract<DialogueEdit, { act: 'add' }>): void => {
    const { kind, fields = {}, ref, from } = edit
    const id = newId('n')
    const source = from && nodeOf(from.nodeId)
    const beside = source
      ? { x: source.x + BESIDE, y: source.y + BELOW * made.length }
      : { x: 0, y: Math.max(0, ...[...nodes.values()].map(({ y }) => y + BELOW)) }
    if (ref !== undefined) refs.set(ref, id)
    const old = source && from ? exitsOf(source).find(({ key }) => key === from.exit)?.target : undefined
    const fresh = completeNode(kind, id, { ...beside, ...fields }, newId)
    put(fresh)
    put(checked(old !== undefined && fields.next === undefined ? withExit(fresh, 'next', old) : fresh))
    if (source && from) put(connect(source, from.exit, id))
    made.push(id)
    startId ??= id
  }

  const remove = (ids: readonly string[], heal: boolean): void => {
    const gone = new Set(ids.map((id) => nodeOf(id).id))
    const onward = (id: Target): Target => {
      const walked = new Set<string>()
      let at = id
      while (at !== null && gone.has(at)) {
        if (!heal || walked.has(at)) return null
        walked.add(at)
        at = single(nodes.get(at)!) ?? null
      }
      return at
    }
    const redirected = [...nodes.values()]
      .filter(({ id }) => !gone.has(id))
      .map((node) =>
        exitsOf(node).reduce(
          (result, exit) =>
            exit.target !== null && gone.has(exit.target)
              ? withExit(result, exit.key, onward(exit.target))
              : result,
          node,
        ),
      )
    startId = onward(startId)
    nodes.clear()
    redirected.forEach(put)
  }

  const duplicate = (ids: readonly string[]): void => {
    const copies = new Map(ids.map((id) => [nodeOf(id).id, newId('n')]))
    for (const [id, copyId] of copies) {
      const node = nodeOf(id)
      const place = { x: node.x + 40, y: node.y + 40 }
      // Options and branches are others than the original's: none of their ids is known for the copy.
      const copy = completeNode(node.kind, copyId, { ...node, ...place }, newId)
      put(copy)
      made.push(copyId)
    }
    for (const copyId of copies.values())
      put(
        exitsOf(nodeOf(copyId)).reduce(
          (result, { key, target: to }) =>
            to !== null && copies.has(to) ? withExit(result, key, copies.get(to)!) : result,
          nodeOf(copyId),
        ),
      )
  }

  const setVariable = (was: string | null, variable: Variable | null): void => {
    if (was !== null && !variables.some(({ name }) => name === was))
      throw new EngineError('NOT_FOUND', `There is no variable ${was}. Nothing was changed.`, {
        variable: was,
      })
    if (variable === null) {
      variables = variables.filter(({ name }) => name !== was)
      return
    }
    const others = variables.filter(({ name }) => name !== was)
    const fresh = checkVariable(variable, others)
    variables =
      was === null ? [...variables, fresh] : variables.map((each) => (each.name === was ? fresh : each))
    if (was !== null && was !== fresh.name)
      for (const node of [...nodes.values()]) put(renameInNode(node, was, fresh.name))
  }

  for (const edit of edits)
    switch (edit.act) {
      case 'add':
        add(edit)
        break
      case 'update': {
        const node = nodeOf(edit.nodeId)
        put(checked(completeNode(node.kind, node.id, { ...node, ...edit.fields }, newId, node)))
        break
      }
      case 'connect':
        put(connect(nodeOf(edit.nodeId), edit.exit, target(edit.target)))
        break
      case 'remove':
        remove(edit.nodeIds, edit.heal ?? false)
        break
      case 'move':
        for (const { nodeId, x, y } of edit.places) put({ ...nodeOf(nodeId), x, y })
        break
      case 'duplicate':
        duplicate(edit.nodeIds)
        break
      case 'start':
        startId = target(edit.nodeId)
        break
      case 'title':
        title = edit.title
        break
      case 'variable':
        setVariable(edit.was, edit.variable)
        break
    }

  return { dialogue: { id: before.id, title, startId, variables, nodes: [...nodes.values()] }, made }
}
