// What the side panel holds, in the order of its rail: one entry per panel, loaded when it is first looked at.
import {
  BookOpenText,
  History,
  Image,
  ListTree,
  MessageSquareText,
  MessagesSquare,
  PenLine,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { TextKey } from '../locales/index.ts'
import { lazyPart } from './lazy-part.ts'
import { showSidePanel } from './show-side-panel.ts'

export interface SideTabEntry {
  readonly id: string
  /** One word, two at most: it stands under the icon. */
  readonly label: TextKey
  readonly icon: LucideIcon
  readonly panel: ComponentType
  /** Goes on working while another tab is looked at. */
  readonly keepsRunning?: boolean
  /** Its fields belong to the project: nothing can be typed there where that may only be read. */
  readonly writes?: boolean
}

export const sideTabs = [
  {
    id: 'cowriter',
    label: 'app:cowriter',
    icon: PenLine,
    panel: lazyPart(async () => (await import('../cowriter/CowriterPanel.tsx')).CowriterPanel),
    keepsRunning: true,
  },
  {
    id: 'talk',
    label: 'talk:title',
    icon: MessagesSquare,
    panel: lazyPart(async () => (await import('../talk/TalkPanel.tsx')).TalkPanel),
  },
  {
    id: 'plan',
    label: 'plan:title',
    icon: ListTree,
    panel: lazyPart(async () => (await import('../plan/PlanPanel.tsx')).PlanPanel),
    writes: true,
  },
  {
    id: 'cast',
    label: 'cast:title',
    icon: Users,
    panel: lazyPart(async () => (await import('../cast/CastPanel.tsx')).CastPanel),
  },
  {
    id: 'lore',
    label: 'memory:tab',
    icon: BookOpenText,
    panel: lazyPart(async () => (await import('../lore/LorePanel.tsx')).LorePanel),
  },
  {
    id: 'media',
    label: 'app:media',
    icon: Image,
    panel: lazyPart(async () => (await import('../media/MediaPanel.tsx')).MediaPanel),
    writes: true,
  },
  {
    id: 'comments',
    label: 'comments:title',
    icon: MessageSquareText,
    panel: lazyPart(async () => (await import('../comments/CommentsPanel.tsx')).CommentsPanel),
  },
  {
    id: 'history',
    label: 'app:history',
    icon: History,
    panel: lazyPart(async () => (await import('../history/HistoryTab.tsx')).HistoryTab),
  },
] as const satisfies readonly SideTabEntry[]

export type SideTabId = (typeof sideTabs)[number]['id']

/** Brings a tab into view, with the panel around it if that is hidden. */
export const openSideTab = (id: SideTabId): void => showSidePanel(id)
