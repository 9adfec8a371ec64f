import { pick, type Random } from './seeded-random.ts';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任沈姚卢',
];
const WOMEN =
  '秀英 桂英 玉兰 凤英 秀兰 桂兰 淑珍 玉珍 素珍 月娥 彩凤 阿妹 惠芳 金花 菊英 美珍 爱华 雪琴 水仙 招娣'.split(
    ' ',
  );
const MEN =
  '建国 德明 国强 志明 福生 金根 阿根 永康 文华 树林 宝根 长富 学文 正平 荣华 庆祥 炳坤 传福 守义 家宝'.split(
    ' ',
  );
const YOUNGER = '伟 敏 静 磊 洋 艳 勇 军 杰 娟 涛 超 明 霞 平 刚 丽 强 晓燕 建华 志刚 海燕 文杰 雅琴'.split(
  ' ',
);

export interface SimulatedName {
  surname: string;
  full: string;
}

/** A name put together from common ones; any likeness is chance. Most people over 80 who live alone are women. */
export function elderName(random: Random): SimulatedName {
  const surname = pick(random, SURNAMES);
  return { surname, full: surname + pick(random, random() < 0.7 ? WOMEN : MEN) };
}

/** A son, daughter or neighbour. */
export function youngerName(random: Random, surname?: string): string {
  return (surname ?? pick(random, SURNAMES)) + pick(random, YOUNGER);
}
