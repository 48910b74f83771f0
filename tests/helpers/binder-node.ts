// A line of the binder for tests that care only for a part of it.
import type { BinderNode } from '../../engine/domain/project.ts'

export const binderNode = (node: Pick<BinderNode, 'id' | 'kind'> & Partial<BinderNode>): BinderNode => ({
  parentId: null,
  title: '',
  position: 0,
  words: 0,
  opening: '',
  status: 'none',
  label: '',
  pov: '',
  synopsis: '',
  ...node,
})
