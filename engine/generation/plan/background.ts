// What surrounds people in stories: roles, places, weather, things, what the senses meet, and what turns; in both languages.
// Rows: id | English words | Chinese words | English phrase | Chinese phrase.

export type Slot = 'role' | 'place' | 'weather' | 'thing' | 'sense' | 'turn'

export interface Concept {
  readonly id: string
  readonly en: readonly string[]
  readonly zh: readonly string[]
  readonly phrase: { readonly en: string; readonly zh: string }
}

const concepts = (rows: string): readonly Concept[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [id = '', en = '', zh = '', enPhrase = '', zhPhrase = ''] = row
        .split('|')
        .map((cell) => cell.trim())
      return { id, en: en.split(', '), zh: zh.split(' '), phrase: { en: enPhrase, zh: zhPhrase } }
    })

export const BACKGROUND: Readonly<Record<Slot, readonly Concept[]>> = {
  role: concepts(`
family | mother, father, sister, brother, parents, aunt, uncle, grandmother, grandfather, cousin, mamma, papa | 母亲 父亲 妈妈 爸爸 姐姐 哥哥 妹妹 弟弟 祖母 叔叔 | one of the family | 家里人
child | child, boy, girl, baby, children, infant, lad | 孩子 男孩 女孩 婴儿 小儿 | a child | 一个孩子
beloved | lover, wife, husband, bride, sweetheart, darling | 妻子 丈夫 爱人 情人 新娘 娘子 夫人 | the one who is loved | 心爱的人
friend | friend, friends, companion, comrade, neighbour | 朋友 同伴 伙伴 邻居 兄弟们 | a friend | 一位朋友
elder | old man, old woman, priest, doctor, vicar, teacher, professor | 老人 老者 先生 大夫 和尚 道士 师父 | someone old and listened to | 一位长者
authority | king, queen, captain, judge, officer, lord, master, general, sergeant, magistrate, colonel | 皇帝 国王 将军 大人 老爷 官员 丞相 队长 | someone with power | 一个掌权的人
servant | servant, maid, nurse, housekeeper, butler, coachman | 仆人 丫鬟 丫头 家丁 小厮 管家 | someone who serves | 一个仆人
stranger | stranger, gentleman, lady, traveller, visitor, beggar | 陌生人 客人 来人 过客 乞丐 | a stranger | 一个陌生人
enemy | enemy, villain, thief, murderer, rogue, scoundrel, traitor | 敌人 仇人 贼人 强盗 奸臣 凶手 | an enemy | 一个对头
crowd | crowd, people, men, soldiers, company, villagers, guests | 众人 人群 百姓 士兵 军士 大家 | everyone | 众人
animal | dog, horse, cat, bird, wolf | 狗 马 猫 鸟 老虎 狼 | an animal | 一只动物
`),
  place: concepts(`
home | home, house, cottage | 家里 屋里 家中 | at home | 在家里
room | room, chamber, parlour, drawing-room | 房里 房间 厅上 堂前 | in a closed room | 在一间关着门的屋里
kitchen | kitchen, hearth | 厨房 灶 | in the kitchen | 在厨房里
bedroom | bedroom, bedside | 卧室 床前 床上 | in a bedroom | 在卧室里
stairs | stairs, staircase, landing | 楼梯 楼上 楼下 | on the stairs | 在楼梯上
window | window, balcony | 窗前 窗外 阳台 | at a window | 在窗前
garden | garden, orchard, lawn | 花园 园中 园子 | in the garden | 在花园里
street | street, lane, pavement | 街上 胡同 大街 巷子 | in the street | 在街上
road | road, highway, path | 路上 途中 大路 | on the road | 在路上
village | village, hamlet | 村里 村庄 乡下 | in a village | 在一个村子里
city | city, town, london, paris | 城里 京城 城中 | in the city | 在城里
inn | inn, tavern, hotel, restaurant | 客店 酒楼 饭馆 旅馆 | at an inn | 在一家客店里
market | market, shop, store | 市场 店里 铺子 | in the market | 在集市上
church | church, chapel, abbey, cathedral | 教堂 寺里 庙里 寺院 | in a church | 在寺庙里
graveyard | churchyard, grave, tomb, cemetery | 坟前 坟墓 墓地 | by a grave | 在坟前
school | school, schoolroom, college, classroom | 学校 学堂 书院 教室 | at school | 在学校里
library | library, bookshelf | 书房 书斋 图书馆 | among books | 在书房里
office | office, desk, counting-house, bank | 衙门 办公室 公堂 | in an office | 在办公的地方
court | court, trial, courtroom | 法庭 朝廷 朝上 | before a court | 在公堂上
prison | prison, jail, cell, dungeon | 监狱 牢里 狱中 | in prison | 在牢里
hospital | hospital, sickroom, ward | 医院 病房 | by a sickbed | 在病床边
theatre | theatre, stage, opera, ballroom | 戏院 戏台 舞台 | at the theatre | 在戏院里
palace | palace, castle, mansion, tower | 宫中 王府 城堡 宫殿 | in a great house | 在深宅大院里
station | station, train, railway, carriage | 车站 火车 车上 马车 | on a train | 在车上
ship | ship, boat, deck, vessel, cabin | 船上 船中 甲板 | on board | 在船上
harbour | harbour, pier, dock, quay | 码头 港口 渡口 | in the harbour | 在码头
sea | sea, ocean, waves | 海上 大海 海边 | on the sea | 在海上
shore | shore, beach, cliff, sands | 岸边 沙滩 悬崖 | on the shore | 在岸边
river | river, stream, bridge, lake | 河边 江边 桥上 湖上 溪边 | by the river | 在河边
forest | forest, wood, woods, trees | 林中 树林 森林 | in the woods | 在树林里
hill | hill, mountain, rocks, valley | 山上 山中 山谷 岭上 | in the hills | 在山里
field | field, fields, meadow, farm, barn | 田里 田野 草地 农场 | in the fields | 在田野里
desert | desert, plain, moor, wilderness | 沙漠 荒野 旷野 | in the wilderness | 在荒野上
cave | cave, mine, tunnel, cellar | 洞里 山洞 地窖 | underground | 在地下
camp | camp, tent, battlefield, trench | 营中 帐中 战场 阵前 | in camp | 在营地里
`),
  weather: concepts(`
rain | rain, raining, drizzle | 下雨 雨中 细雨 大雨 | rain | 下着雨
storm | storm, thunder, lightning, tempest | 暴风 雷声 闪电 风雨 | a storm coming on | 风雨欲来
snow | snow, frost, ice | 下雪 大雪 雪地 冰 | snow | 下着雪
fog | fog, mist | 雾 烟雾 | fog | 起了雾
wind | wind, breeze, gale | 风吹 大风 微风 | wind | 刮着风
sun | sun, sunshine, sunlight | 阳光 太阳 日光 | sunlight | 阳光明亮
heat | heat, sultry, scorching | 炎热 酷热 暑气 | heat | 天气炎热
cold | cold, chill, icy | 寒冷 冷气 寒风 | cold | 天气寒冷
dawn | dawn, daybreak, sunrise, morning | 黎明 清晨 天亮 早晨 | early morning | 清晨
dusk | dusk, twilight, sunset, evening | 黄昏 日落 傍晚 夕阳 | dusk | 黄昏
night | night, midnight, darkness | 夜里 半夜 黑夜 三更 | night | 夜里
moon | moon, moonlight, stars | 月光 月亮 星星 明月 | moonlight | 月光下
spring | springtime, blossom, april, primroses | 春天 春风 花开 | spring | 春天
autumn | autumn, october, november, dead leaves | 秋天 秋风 落叶 | autumn | 秋天
`),
  thing: concepts(`
letter | letter, note, telegram | 书信 来信 信件 | a letter | 一封信
book | book, diary, page | 书本 日记 经书 | a book | 一本书
picture | picture, portrait, photograph, mirror | 画像 照片 镜子 | a picture | 一张画像
money | money, gold, purse, coin, pounds | 银子 钱财 金子 铜钱 | money | 一笔钱
ring | ring, jewel, necklace, diamond, pearl | 戒指 首饰 玉佩 珠宝 | a ring | 一枚戒指
key | key, lock | 钥匙 锁 | a key | 一把钥匙
door | door, gate | 大门 房门 | a door | 一扇门
lamp | lamp, candle, lantern | 灯 蜡烛 灯笼 | a lamp | 一盏灯
fire | fire, flame, embers | 火光 炉火 火焰 | a fire | 一堆火
clock | clock, pocket-watch | 时钟 钟表 | a clock | 一座钟
flower | flower, rose, lily, violets, flowers | 花朵 梅花 桃花 荷花 | a flower | 一枝花
tree | tree, oak, elm, branch | 大树 柳树 松树 | a tree | 一棵树
bread | bread, cake, supper, dinner | 馒头 点心 饭菜 | bread | 一块干粮
tea | tea, coffee, cup | 茶 茶杯 咖啡 | a cup of tea | 一杯茶
wine | wine, brandy, glass, beer | 酒 酒杯 美酒 | a glass of wine | 一杯酒
dress | dress, gown, silk, ribbon, lace | 衣裳 绸缎 裙子 | a dress | 一件衣裳
coat | coat, cloak, hat, boots, glove | 外衣 帽子 靴子 斗篷 | a coat | 一件外衣
handkerchief | handkerchief, shawl, veil | 手帕 汗巾 面纱 | a handkerchief | 一方手帕
sword | sword, dagger, spear | 宝剑 刀 长枪 | a sword | 一把剑
gun | gun, pistol, rifle | 手枪 枪 火炮 | a pistol | 一支枪
rope | rope, chain | 绳子 锁链 | a rope | 一根绳子
bag | bag, trunk, box, basket | 箱子 包袱 篮子 | a trunk | 一口箱子
map | map, document, testament, papers | 地图 文书 遗嘱 文件 | a paper | 一份文书
medicine | medicine, poison, bottle | 药 毒药 瓶子 | a small bottle | 一个小瓶子
bed | bed, pillow, blanket | 枕头 被子 | a bed | 一张床
chair | chair, table, bench | 椅子 桌子 凳子 | an empty chair | 一把空椅子
piano | piano, violin, harp, flute | 琴 笛子 琵琶 | an instrument | 一件乐器
toy | toy, doll, ball | 玩具 娃娃 | a toy | 一件玩具
grave | coffin, cross, stone | 棺材 石碑 十字架 | a stone | 一块石碑
bell | bell, bells | 铃 钟 | a bell | 一口钟
`),
  sense: concepts(`
silence | silence, silent, stillness | 寂静 沉默 静悄悄 | a silence nobody breaks | 一片谁也不打破的寂静
footsteps | footsteps, footstep, tread | 脚步声 脚步 | footsteps | 脚步声
voice | whisper, whispered, murmur, murmured | 低语 低声 耳语 | a low voice | 压低的说话声
music | music, song, tune, melody | 音乐 歌声 琴声 | music from somewhere | 不知从哪里传来的乐声
laughter | laughter, merriment | 笑声 欢笑 | laughter in the next room | 隔壁的笑声
crying | sobbing, wailing, cries | 哭声 哀号 | someone crying | 有人在哭
knock | knock, knocked, tap | 敲门 叩门 | a knock | 敲门声
birds | singing birds, birds, chirp | 鸟鸣 鸟语 | birdsong | 鸟鸣
water | splash, dripping, ripple | 水声 波浪 流水 | the sound of water | 水声
smoke | smoke, tobacco, pipe, cigar | 烟味 香烟 烟气 | the smell of smoke | 烟的气味
perfume | perfume, fragrance, scent, sweet-smelling | 香气 芬芳 香味 | a scent that lingers | 不散的香气
decay | damp, mould, musty, dust | 霉味 灰尘 潮湿 | damp and dust | 潮气和灰尘
warmth | warm, warmth | 温暖 暖和 | warmth | 一点暖意
chill | shivering, cold hands, icy fingers | 冰凉 冰冷 | cold hands | 冰凉的手
blood | blood, wound | 鲜血 血迹 | blood | 血迹
tears | tears, tear | 眼泪 泪水 泪痕 | the trace of tears | 泪痕
pallor | pale, white face, pallor | 脸色苍白 惨白 | a pale face | 苍白的脸
light | glow, gleam, glimmer, shining | 光亮 明亮 闪光 | a gleam of light | 一线光亮
shadow | shadow, shadows, gloom | 阴影 影子 昏暗 | long shadows | 长长的影子
bitter | bitter, salt | 苦涩 咸 | a bitter taste | 一丝苦味
sweet | sweet, honey | 甘甜 甜 | something sweet | 一点甜味
heartbeat | heart beat, heart throb, heart leaped, throbbing | 心跳 心头一震 | a heart beating too fast | 跳得太快的心
`),
  turn: concepts(`
sudden | suddenly, all at once, in an instant | 忽然 突然 猛然 | and all at once nothing is as it was | 忽然之间，一切都变了
but | however, nevertheless, and yet | 然而 可是 不料 | but it does not go as planned | 可是事情并不如愿
at_last | at last, finally, at length | 终于 到底 总算 | and at last it happens | 终于还是发生了
too_late | too late, no longer, in vain | 来不及 徒然 再也不 | but it is too late | 可惜已经太迟
first_time | for the first time, never before | 第一次 头一回 从来没有 | for the first time | 这是头一回
secret | secret, secretly, mystery | 秘密 暗中 偷偷 | and a secret comes out | 一个秘密露了出来
news | news, message, heard that | 消息 听说 得知 | when the news comes | 正在这时传来了消息
chance | by chance, accident, luckily, fortunately | 恰巧 偶然 正巧 幸而 | by pure chance | 纯属巧合
danger | danger, peril, perilous | 危险 险些 危急 | though there is danger in it | 哪怕其中有危险
choice | must choose, either, alternative | 两难 究竟 | and there is a choice to make | 于是必须作出选择
memory | years ago, once more, long ago | 当年 从前 往事 | and the past is suddenly near | 往事一下子近在眼前
alone | alone, solitary, lonely | 独自 孤独 一个人 | and stays behind alone | 最后只剩下自己
together | together, side by side | 一起 一同 一块儿 | and they are together in it | 而且是一起面对
end | never again, for ever, farewell, good-bye | 永远 从此 永别 | and it is the end of something | 有什么东西从此结束了
`),
}
