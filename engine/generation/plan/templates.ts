// Starting points for a plan: the arc, the steps with their names, what belongs and what does not, and how careful to be.
import type { CurvePoint } from '../../domain/curve.ts'
import type { Filter } from '../../domain/levers.ts'
import { actionSymbol, symbolOf } from './symbols.ts'

export interface PlanTemplate {
  readonly id: string
  /** The valence of each step, −1 … 1, and what the step is for, in both languages. */
  readonly steps: readonly { readonly valence: number; readonly en: string; readonly zh: string }[]
  /** Symbols that belong to the genre. */
  readonly favours: readonly string[]
  /** Symbols that never stand in such a plan. */
  readonly avoids: readonly string[]
  /** The content filter that its passages start from. */
  readonly filter: Filter
}

const actions = (ids: string): readonly string[] => ids.split(' ').map(actionSymbol)
const places = (ids: string): readonly string[] => ids.split(' ').map((id) => symbolOf('place', id))
const things = (ids: string): readonly string[] => ids.split(' ').map((id) => symbolOf('thing', id))

/** Rows: valence | English | Chinese. */
const steps = (rows: string): PlanTemplate['steps'] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [valence = '0', en = '', zh = ''] = row.split('|').map((cell) => cell.trim())
      return { valence: Number(valence), en, zh }
    })

const CRUEL = actions('kill wound strike revenge')

export const TEMPLATES: readonly PlanTemplate[] = [
  {
    id: 'story',
    steps: [],
    favours: [],
    avoids: [],
    filter: 'off',
  },
  {
    id: 'personal',
    steps: steps(`
      0.3 | An ordinary day | 平常的一天
      0.1 | What had been coming for some time | 早有预兆的事
      -0.4 | The moment it happened | 事情发生的那一刻
      -0.6 | What I could not say | 说不出口的话
      -0.1 | Who was there | 身边的人
      0.3 | What I did next | 后来我做了什么
      0.5 | How I see it now | 如今怎样看它
    `),
    favours: [...actions('remember tell realise decide forgive touch'), ...places('home kitchen room')],
    avoids: [...actions('kill capture revenge'), ...things('sword gun')],
    filter: 'mild',
  },
  {
    id: 'memoir',
    steps: steps(`
      0.4 | A thing I still keep | 一件留到今天的东西
      0.2 | The house as it was | 老屋的样子
      -0.2 | The year that everything changed | 一切都变了的那一年
      -0.6 | The loss | 失去
      -0.3 | What they never told us | 他们从没告诉我们的事
      0.1 | Going back | 重回故地
      0.5 | What I have understood since | 后来才明白的
    `),
    favours: [
      ...actions('remember mourn return find read write part'),
      ...places('home village road graveyard'),
      ...things('letter picture book'),
    ],
    avoids: [...actions('capture revenge'), ...things('gun')],
    filter: 'mild',
  },
  {
    id: 'healing',
    steps: steps(`
      -0.5 | Where it hurts | 痛在哪里
      -0.3 | Naming it gently | 轻轻地说出来
      0 | One safe place | 一个安全的地方
      0.2 | A hand held out | 伸过来的手
      0.4 | A small thing done | 做成的一件小事
      0.6 | Room to breathe | 可以喘口气了
    `),
    favours: [
      ...actions('comfort listen rest heal help walk touch forgive hope embrace'),
      ...places('garden window river shore forest'),
    ],
    avoids: [...CRUEL, ...actions('threaten insult betray mock scream'), ...things('gun sword rope')],
    filter: 'strict',
  },
  {
    id: 'learning',
    steps: steps(`
      0.3 | Something to wonder about | 一个让人好奇的问题
      0 | The first try | 第一次尝试
      -0.35 | Where it goes wrong | 哪里出了错
      -0.1 | A hint | 一点提示
      0.3 | Seeing how it works | 明白其中的道理
      0.6 | Doing it alone | 独自做到
    `),
    favours: [
      ...actions('learn teach try ask answer find realise read wonder fail'),
      ...places('school library room field'),
      ...things('book map'),
    ],
    avoids: [...CRUEL, ...actions('die despair hate'), ...things('gun sword')],
    filter: 'strict',
  },
  {
    id: 'news',
    steps: steps(`
      -0.2 | The scene that opens it | 开场的现场
      0 | What this is about, and why now | 说的是什么事，为何是现在
      -0.4 | Who is hit by it | 受影响的人
      0 | How it came to this | 事情的来龙去脉
      -0.2 | The other side | 另一方的说法
      0.2 | What is being done | 正在做什么
      0.1 | The image that stays | 留在心里的画面
    `),
    favours: [
      ...actions('ask answer tell accuse watch wait work pay warn'),
      ...places('street city office court hospital market'),
      ...things('map money'),
    ],
    avoids: [...actions('dream kiss dance'), ...things('sword')],
    filter: 'mild',
  },
  {
    id: 'brand',
    steps: steps(`
      0.1 | Someone with a need | 一个有需要的人
      -0.3 | What gets in the way | 碰到的阻碍
      0.1 | A better way turns up | 更好的办法出现了
      0.4 | First use | 第一次用上
      0.7 | A changed day | 不一样的一天
    `),
    favours: [
      ...actions('try find choose give receive work celebrate invite help'),
      ...places('home kitchen market street office'),
      ...things('tea bread lamp bag'),
    ],
    avoids: [...CRUEL, ...actions('die mourn hate despair'), ...things('gun sword rope medicine grave')],
    filter: 'strict',
  },
  {
    id: 'quest',
    steps: steps(`
      0.2 | The one who asks | 委托人
      0.1 | The task and what it pays | 任务与报酬
      -0.2 | On the way | 路上
      -0.4 | What guards it | 守在那里的东西
      -0.6 | The reversal | 反转
      0.2 | The choice | 抉择
      0.5 | What is brought back | 带回来的东西
    `),
    favours: [
      ...actions('search find fight hide capture free protect lead betray win open'),
      ...places('cave forest inn palace hill harbour camp'),
      ...things('key map sword rope lamp'),
    ],
    avoids: [],
    filter: 'mild',
  },
]

/** The free plan, which follows the drawn curve. */
export const [FREE] = TEMPLATES as readonly [PlanTemplate, ...PlanTemplate[]]

export const templateOf = (id: string): PlanTemplate | undefined =>
  TEMPLATES.find((template) => template.id === id)

/** The template's own arc, its steps spread evenly; empty for the free plan. */
export const curveOf = ({ steps: all }: PlanTemplate): readonly CurvePoint[] =>
  all.map(({ valence }, at) => ({ x: all.length === 1 ? 0 : at / (all.length - 1), y: valence }))
