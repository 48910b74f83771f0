// The plan's commands.
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { addBeat, makePlan, makeScenes, planSignal, planStore, stopPlanning } from './plan-store.ts'

export const planCommands: readonly Command[] = [
  {
    id: 'plan.make',
    title: () => t('plan:makeCommand'),
    menu: 'story',
    enabled: () => planSignal() !== null && planStore.getState().work === null,
    run: makePlan,
  },
  {
    id: 'plan.stop',
    title: () => t('plan:stopCommand'),
    enabled: () => planStore.getState().work !== null,
    run: stopPlanning,
  },
  {
    id: 'plan.add',
    title: () => t('plan:addCommand'),
    enabled: () => planSignal() !== null,
    run: addBeat,
  },
  {
    id: 'plan.scenes',
    title: () => t('plan:scenesCommand'),
    enabled: () => planStore.getState().beats?.some(({ sceneId }) => sceneId === null) ?? false,
    run: makeScenes,
  },
]
