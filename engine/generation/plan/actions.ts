// What people do in stories: classes of action with the words that betray them and a phrase for a plan, in both languages.
// Rows: id | English verbs | Chinese words | English phrase | Chinese phrase; {a} does it, {b} it is done to.

const ROWS = `
meet | meet greet encounter | 遇见 相遇 碰见 迎面 | {a} meets {b} | {a}遇见了{b}
arrive | arrive enter reach | 来到 到达 走进 进了 | {a} arrives where {b} is waiting | {a}来到{b}所在的地方
leave | leave depart | 离开 告辞 出门 动身 | {a} leaves {b} behind | {a}离开了{b}
return | return | 回来 回家 归来 回到 | {a} comes back to {b} | {a}回到{b}身边
flee | flee escape vanish | 逃走 逃跑 溜走 躲开 | {a} runs from {b} | {a}从{b}身边逃开
follow | follow pursue chase | 跟着 追赶 追上 尾随 | {a} follows {b} | {a}一路跟着{b}
search | search seek hunt | 寻找 搜寻 到处找 | {a} searches for {b} | {a}四处寻找{b}
find | find discover | 找到 发现 寻着 | {a} finds what {b} had hidden | {a}发现了{b}藏起来的东西
lose | lose | 失去 丢了 丢失 | {a} loses something only {b} could give | {a}失去了只有{b}才能给的东西
hide | hide conceal | 藏起 隐瞒 躲藏 遮掩 | {a} hides the truth from {b} | {a}向{b}隐瞒了真相
wait | wait linger | 等待 等着 等候 | {a} waits for {b} | {a}等着{b}
watch | watch gaze stare observe | 望着 注视 盯着 打量 | {a} watches {b} without a word | {a}默默地望着{b}
listen | listen overhear | 听着 偷听 倾听 | {a} overhears what {b} did not mean to say aloud | {a}无意中听见{b}的话
ask | ask inquire question | 询问 打听 追问 | {a} asks {b} the question nobody has asked | {a}问了{b}一个没人问过的问题
answer | answer reply | 回答 答道 答应着 | {a} answers {b} at last | {a}终于回答了{b}
tell | tell relate inform | 告诉 讲述 说起 | {a} tells {b} how it was | {a}把经过告诉了{b}
confess | confess admit acknowledge | 承认 坦白 招认 供出 | {a} confesses to {b} | {a}向{b}坦白了
lie | deceive pretend | 欺骗 撒谎 哄骗 假装 | {a} deceives {b} | {a}骗了{b}
accuse | accuse blame reproach | 指责 责备 埋怨 控告 | {a} accuses {b} | {a}指责{b}
quarrel | quarrel argue dispute | 争吵 吵架 争论 口角 | {a} quarrels with {b} | {a}和{b}争吵起来
threaten | threaten menace | 威胁 恐吓 吓唬 | {a} threatens {b} | {a}威胁{b}
warn | warn caution | 警告 提醒 叮嘱 | {a} warns {b} | {a}警告{b}
forbid | forbid prohibit | 禁止 不许 不准 | {a} forbids {b} to go on | {a}不许{b}再做下去
refuse | refuse decline deny | 拒绝 推辞 不肯 | {a} refuses {b} | {a}拒绝了{b}
obey | obey submit yield | 服从 听从 遵命 顺从 | {a} gives in to {b} | {a}顺从了{b}
command | command order compel | 命令 吩咐 逼迫 下令 | {a} gives {b} an order | {a}向{b}下了命令
beg | beg implore plead entreat | 恳求 哀求 求情 央求 | {a} begs {b} | {a}恳求{b}
promise | promise vow swear | 答应 发誓 许诺 保证 | {a} makes {b} a promise | {a}向{b}许下诺言
betray | betray desert abandon forsake | 背叛 出卖 抛弃 遗弃 | {a} betrays {b} | {a}背叛了{b}
forgive | forgive pardon | 原谅 宽恕 饶恕 饶了 | {a} forgives {b} | {a}原谅了{b}
thank | thank | 感谢 道谢 谢过 | {a} thanks {b} | {a}向{b}道谢
help | help assist aid | 帮助 帮忙 扶起 搭救 | {a} helps {b} | {a}帮了{b}一把
save | save rescue | 救了 拯救 解救 救出 | {a} saves {b} | {a}救了{b}
protect | protect defend guard | 保护 护着 守护 守卫 | {a} protects {b} | {a}护住了{b}
comfort | comfort console soothe | 安慰 劝慰 抚慰 宽慰 | {a} comforts {b} | {a}安慰{b}
teach | teach instruct | 教导 教会 传授 指点 | {a} teaches {b} something small that matters | {a}教会{b}一件要紧的小事
learn | learn study practise | 学会 学习 练习 读书 | {a} learns it from {b} | {a}从{b}那里学会了
praise | praise admire compliment | 称赞 夸奖 赞美 佩服 | {a} praises {b} | {a}称赞了{b}
mock | mock ridicule sneer scorn | 嘲笑 讥笑 取笑 讽刺 | {a} mocks {b} | {a}嘲笑{b}
insult | insult abuse curse | 辱骂 侮辱 大骂 骂道 | {a} insults {b} | {a}辱骂了{b}
laugh | laugh smile chuckle | 大笑 微笑 笑了 笑道 | {a} laughs with {b} | {a}和{b}一起笑了
joke | joke jest tease | 玩笑 打趣 逗乐 | {a} teases {b} | {a}拿{b}打趣
weep | weep cry sob | 哭泣 哭了 流泪 落泪 大哭 | {a} weeps before {b} | {a}在{b}面前哭了
mourn | mourn grieve lament bury | 哀悼 悲痛 送葬 埋葬 | {a} mourns {b} | {a}为{b}哀悼
sigh | sigh groan moan | 叹息 叹气 叹道 呻吟 | {a} can only sigh at {b} | {a}对着{b}只有叹息
tremble | tremble shudder shiver | 发抖 颤抖 战栗 哆嗦 | {a} trembles before {b} | {a}在{b}面前发抖
scream | scream shriek shout | 尖叫 喊叫 大喊 惊叫 | {a} cries out at {b} | {a}冲{b}大喊
rage | rage storm rave | 发怒 大怒 暴怒 怒道 | {a} loses all patience with {b} | {a}对{b}大发雷霆
fear | fear dread | 害怕 恐惧 惧怕 惊恐 | {a} is afraid of {b} | {a}害怕{b}
hope | hope trust | 希望 盼望 期待 | {a} sets every hope on {b} | {a}把希望都寄托在{b}身上
despair | despair | 绝望 灰心 心碎 | {a} gives {b} up for lost | {a}对{b}绝望了
doubt | doubt suspect distrust | 怀疑 疑心 猜疑 | {a} begins to doubt {b} | {a}开始怀疑{b}
believe | believe rely | 相信 信任 深信 | {a} decides to believe {b} | {a}决定相信{b}
remember | remember recall recollect | 想起 记起 回忆 记得 | {a} remembers how it was with {b} | {a}想起从前和{b}在一起的日子
forget | forget | 忘记 忘了 遗忘 | {a} forgets what was promised to {b} | {a}忘了对{b}的承诺
dream | dream imagine | 梦见 做梦 幻想 | {a} dreams of {b} | {a}梦见了{b}
wonder | wonder marvel puzzle | 惊讶 纳闷 诧异 奇怪 | {a} cannot make {b} out | {a}猜不透{b}
realise | realise understand perceive | 明白 醒悟 懂得 领悟 | {a} understands what {b} has meant all along | {a}终于明白了{b}的用意
decide | decide resolve determine | 决定 下定决心 打定主意 | {a} decides to face {b} | {a}决定去面对{b}
choose | choose prefer | 选择 挑选 宁可 | {a} chooses {b} | {a}选择了{b}
try | try attempt strive | 尝试 试着 努力 | {a} tries once more with {b} | {a}和{b}再试了一次
fail | fail | 失败 落空 没能 | {a} fails {b} | {a}让{b}失望了
win | win conquer triumph succeed | 胜利 获胜 赢了 成功 | {a} wins against {b} | {a}胜过了{b}
fight | fight struggle wrestle battle | 打斗 搏斗 厮杀 交战 | {a} fights {b} | {a}和{b}打了起来
strike | strike beat kick slap | 打了 殴打 一拳 耳光 | {a} strikes {b} | {a}打了{b}
wound | wound hurt injure | 受伤 伤了 刺伤 | {a} hurts {b} | {a}伤了{b}
kill | kill murder slay | 杀死 杀了 谋杀 害死 | {a} takes {b}'s life | {a}害死了{b}
die | die perish expire | 死了 去世 断气 丧命 | {a} dies with {b} close by | {a}在{b}身边死去
suffer | suffer endure bear | 受苦 忍受 遭受 煎熬 | {a} suffers because of {b} | {a}因{b}而受苦
fall_ill | sicken faint | 生病 病倒 昏倒 晕倒 | {a} falls ill, and {b} is told | {a}病倒了，有人去告诉{b}
heal | heal recover cure nurse | 痊愈 治好 康复 照料 | {a} nurses {b} back to strength | {a}照料{b}直到康复
capture | seize capture arrest catch | 抓住 捉住 逮捕 擒住 | {a} has {b} caught | {a}抓住了{b}
free | release free loosen | 释放 放了 松绑 放走 | {a} lets {b} go | {a}放走了{b}
steal | steal rob | 偷走 抢走 盗走 偷了 | {a} steals from {b} | {a}偷了{b}的东西
give | give bestow present | 送给 赠送 递给 交给 | {a} gives {b} a thing long kept | {a}把珍藏多年的东西交给了{b}
receive | receive accept | 收到 接受 领受 | {a} accepts what {b} brings | {a}收下了{b}带来的东西
buy | buy purchase hire | 买了 购买 买下 | {a} buys it from {b} | {a}从{b}手里买下了它
sell | sell pawn | 卖了 变卖 典当 | {a} sells it to {b} | {a}把它卖给了{b}
pay | pay owe | 付钱 偿还 欠债 还债 | {a} pays what is owed to {b} | {a}还清了欠{b}的债
write | write sign | 写信 写下 写道 题诗 | {a} writes to {b} | {a}给{b}写信
read | read | 读着 念道 看信 | {a} reads what {b} has written | {a}读了{b}写的东西
send | send dispatch | 派人 送去 打发 差遣 | {a} sends for {b} | {a}派人去请{b}
work | work labour toil build | 干活 劳作 建造 做工 | {a} works side by side with {b} | {a}和{b}并肩干活
rest | rest sleep repose | 休息 睡着 歇息 安睡 | {a} rests while {b} keeps watch | {a}歇下了，由{b}守着
wake | wake awake rouse | 醒来 惊醒 唤醒 | {a} wakes to find {b} there | {a}醒来时看见{b}在身边
eat | eat dine feast sup | 吃饭 用饭 设宴 酒席 | {a} shares a meal with {b} | {a}和{b}同桌吃饭
drink | drink toast | 喝酒 饮酒 敬酒 举杯 | {a} drinks with {b} | {a}和{b}举杯对饮
dance | dance | 跳舞 起舞 | {a} dances with {b} | {a}与{b}共舞
sing | sing whistle hum | 唱歌 歌唱 吟唱 | {a} sings, and {b} listens | {a}唱起歌来，{b}在一旁听着
play | play | 玩耍 游戏 下棋 弹琴 | {a} plays with {b} | {a}和{b}一起玩耍
walk | walk stroll wander | 散步 闲逛 漫步 | {a} walks beside {b} | {a}和{b}并肩走着
ride | ride gallop drive | 骑马 上马 乘车 | {a} rides out with {b} | {a}和{b}一同骑马出去
sail | sail row | 乘船 航行 划船 开船 | {a} sails with {b} | {a}和{b}乘船远行
climb | climb mount ascend | 爬上 攀登 登上 | {a} climbs after {b} | {a}跟着{b}往上爬
fall | fall stumble drop | 跌倒 摔倒 跌落 坠落 | {a} falls, and {b} sees it | {a}跌倒了，{b}看在眼里
touch | touch stroke clasp | 抚摸 握住 拉着手 | {a} takes {b}'s hand | {a}握住了{b}的手
embrace | embrace hug | 拥抱 抱住 搂住 | {a} embraces {b} | {a}抱住了{b}
kiss | kiss | 亲吻 吻了 | {a} kisses {b} | {a}吻了{b}
love | love adore worship | 爱上 相爱 爱慕 心爱 | {a} falls in love with {b} | {a}爱上了{b}
marry | marry wed betroth | 结婚 成亲 嫁给 娶了 | {a} is to marry {b} | {a}要和{b}成亲
part | part separate divorce | 分别 分手 离别 分离 | {a} parts from {b} | {a}和{b}分别
hate | hate loathe detest despise | 憎恨 痛恨 厌恶 讨厌 | {a} learns to hate {b} | {a}恨上了{b}
envy | envy grudge covet | 嫉妒 羡慕 妒忌 眼红 | {a} envies {b} | {a}嫉妒{b}
revenge | revenge avenge punish | 报仇 复仇 惩罚 报复 | {a} takes revenge on {b} | {a}向{b}报仇
regret | regret repent | 后悔 悔恨 懊悔 | {a} regrets what was done to {b} | {a}后悔那样对待{b}
apologise | apologise | 道歉 赔罪 赔礼 | {a} apologises to {b} | {a}向{b}道歉
blush | blush flush | 脸红 害羞 羞愧 | {a} blushes before {b} | {a}在{b}面前红了脸
pray | pray bless kneel | 祈祷 祷告 跪下 磕头 | {a} prays for {b} | {a}为{b}祈祷
celebrate | celebrate rejoice cheer | 庆祝 欢呼 庆贺 欢喜 | {a} celebrates with {b} | {a}和{b}一起庆祝
work_out | plan plot contrive scheme | 计划 谋划 设计 商量 | {a} makes a plan with {b} | {a}和{b}商量对策
invite | invite welcome | 邀请 请来 招待 欢迎 | {a} invites {b} in | {a}把{b}请进门
introduce | introduce | 介绍 引见 | {a} introduces {b} | {a}引见了{b}
serve | serve attend | 服侍 伺候 侍奉 | {a} serves {b} | {a}服侍{b}
lead | lead guide conduct | 带领 引路 领着 率领 | {a} leads {b} on | {a}带着{b}往前走
open | open unlock | 打开 推开门 开门 | {a} opens the door to {b} | {a}为{b}打开了门
break | break shatter smash | 打破 打碎 砸碎 折断 | {a} breaks what belongs to {b} | {a}打碎了{b}的东西
burn | burn kindle | 燃烧 烧毁 放火 点燃 | {a} burns what {b} left behind | {a}烧掉了{b}留下的东西
`.trim()

export interface Action {
  readonly id: string
  /** Lemmas. */
  readonly en: readonly string[]
  readonly zh: readonly string[]
  readonly phrase: { readonly en: string; readonly zh: string }
}

export const ACTIONS: readonly Action[] = ROWS.split('\n').map((row) => {
  const [id = '', en = '', zh = '', enPhrase = '', zhPhrase = ''] = row.split('|').map((cell) => cell.trim())
  return { id, en: en.split(' '), zh: zh.split(' '), phrase: { en: enPhrase, zh: zhPhrase } }
})

const IRREGULAR: Readonly<Record<string, string>> = {
  meet: 'met', leave: 'left', flee: 'fled', seek: 'sought', find: 'found', lose: 'lost', hide: 'hid hidden',
  tell: 'told', forbid: 'forbade forbidden', swear: 'swore sworn', forsake: 'forsook forsaken', forgive: 'forgave forgiven',
  teach: 'taught', weep: 'wept', forget: 'forgot forgotten', dream: 'dreamt', understand: 'understood', choose: 'chose chosen',
  strive: 'strove', win: 'won', fight: 'fought', strike: 'struck', beat: 'beaten', hurt: 'hurt', slay: 'slew slain',
  bear: 'bore borne', catch: 'caught', steal: 'stole stolen', give: 'gave given', buy: 'bought', sell: 'sold', pay: 'paid',
  write: 'wrote written', read: 'read', send: 'sent', build: 'built', sleep: 'slept', wake: 'woke waked', awake: 'awoke',
  eat: 'ate eaten', drink: 'drank drunk', sing: 'sang sung', ride: 'rode ridden', drive: 'drove driven', fall: 'fell fallen',
  wed: 'wed', lead: 'led', break: 'broke broken', burn: 'burnt', kneel: 'knelt', shut: 'shut', begin: 'began',
  overhear: 'overheard', pursue: 'pursued', die: 'died dying', lie: 'lied',
} // prettier-ignore

const DOUBLED = /^(?:beg|rob|stroll|admit|compel|sob|drop|grin|plan|plot|wed|hum|prefer|whip|chat|abandonn)$/

/** Every form a lemma takes in a text; forms that English does not have do no harm. */
export const formsOf = (lemma: string): readonly string[] => {
  const stem = lemma.endsWith('e') ? lemma.slice(0, -1) : lemma
  const last = lemma.at(-1) ?? ''
  const double = DOUBLED.test(lemma) ? lemma + last : stem
  const soft = /[^aeiou]y$/.test(lemma) ? lemma.slice(0, -1) + 'i' : null
  const regular = soft
    ? [`${soft}ed`, `${soft}es`, `${lemma}ing`]
    : [`${double}ed`, `${double}ing`, `${lemma}s`, `${lemma}es`]
  const spelt = regular.concat(lemma.replace(/ise$/, 'ize'), `${stem.replace(/is$/, 'iz')}ed`)
  return [...new Set([lemma, ...spelt, ...(IRREGULAR[lemma]?.split(' ') ?? [])])]
}
