import { listed } from "./listed.ts";
import { trim, withoutAccents } from "./words.ts";

/** What people say besides, in words that are written apart. */
const PHRASES = listed(
  "please, pls, plz, thanks, thanks a lot, many thanks, thank you, thank you very much, thx, bitte",
  "bitte sehr, danke, danke schön, dankeschön, vielen dank, alsjeblieft, alstublieft, dank je",
  "dank je wel, dank u, dank u wel, bedankt, tack, tack så mycket, snälla, takk, tak, vennligst",
  "vær så snill, venligst, kiitos, aitäh, palun, por favor, porfa, porfavor, gracias, muchas gracias",
  "si us plau, gràcies, moltes gràcies, obrigado, obrigada, muito obrigado, muito obrigada",
  "s'il vous plaît, s'il te plaît, svp, stp, merci, merci beaucoup, per favore, per piacere, grazie",
  "grazie mille, vă rog, te rog, mulțumesc, proszę, dziękuję, dzięki, prosím, děkuji, díky, ďakujem",
  "kérem, köszönöm, hvala, molim, prosim, lūdzu, paldies, prašau, ačiū, παρακαλώ, ευχαριστώ, ju lutem",
  "faleminderit, пожалуйста, спасибо, большое спасибо, будь ласка, дякую, калі ласка, дзякуй, моля",
  "благодаря, молим, хвала, рахмет, өтінемін, lütfen, teşekkürler, teşekkür ederim, sağol",
  "zəhmət olmasa, təşəkkürlər, təşəkkür edirəm, شكرا, شكرا لك, شكرا لكم, من فضلك, من فضلكم, لو سمحت",
  "لو سمحتم, رجاء, لطفا, ممنون, متشکرم, مرسی, شکریہ, براہ کرم, תודה, תודה רבה, בבקשה, कृपया, धन्यवाद",
  "शुक्रिया, प्लीज, দয়া করে, ধন্যবাদ, terima kasih, tolong, mohon, makasih, salamat, salamat po, po",
  "pakiusap, làm ơn, xin, xin vui lòng, cảm ơn, cám ơn, asante, asante sana, tafadhali",
);

/** Words of courtesy in scripts that leave no space between words. */
const JOINED = listed(
  "请, 請, 谢谢, 謝謝, 麻烦, 麻煩, 拜托, 拜託, ください, 下さい, お願いします, です, ありがとう, ありがとうございます, 감사합니다, 고마워요, 부탁드립니다, 부탁해요",
  "제발, 해주세요, 해 주세요, กรุณา, โปรด, ขอบคุณ, ขอบคุณครับ, ขอบคุณค่ะ, ครับ, ค่ะ, សូម, អរគុណ, ကျေးဇူးပြု၍",
);

const oneOf = (phrases: string[]) =>
  [...new Set(phrases.flatMap((phrase) => [phrase, withoutAccents(phrase)]))]
    .toSorted((a, b) => b.length - a.length)
    .join("|");
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
const BEFORE = new RegExp(`^(?:(?:${oneOf(PHRASES)})(?!${LETTER})|${oneOf(JOINED)})`, "u");
const AFTER = new RegExp(`(?:(?<!${LETTER})(?:${oneOf(PHRASES)})|${oneOf(JOINED)})$`, "u");

/** More than any word of ours with a please and a thank you. */
const MOST = 80;

/** More times than people say please. */
const TIMES = 4;

/** A folded line without "please" and "thank you" at either end, and with a word that is only repeated said once. */
export function bare(line: string): string {
  let rest = line;
  for (let times = 0; line.length <= MOST && times < TIMES; times++) {
    const less = trim(trim(rest.replace(BEFORE, "")).replace(AFTER, ""));
    if (less === rest) break;
    rest = less;
  }
  const words = new Set(rest.split(/[^\p{L}\p{M}\p{N}']+/u));
  return words.size === 1 ? [...words].join() : rest;
}
