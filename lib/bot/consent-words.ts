import { listed } from "./listed.ts";

/** What means STOP as well, but takes back a question where the bot has just asked one: "cancel" and its translations. */
export const CANCEL_WORDS = listed(
  "cancel, abbrechen, avbryt, cancelar, annuler, annulla, отмена, скасувати, iptal, إلغاء, الغاء, لغو",
  "ביטול, batal, hủy, huỷ, ยกเลิก, 取消, 취소",
);

/** What else means STOP: the words that the law and carriers know, what Meta writes on its own button, and translations. */
export const STOP_WORDS = listed(
  "quit, end, revoke, unsubscribe, unsubscribe me, unsubscribe all, opt out, optout, opt me out",
  "remove me, stop all, stopall, stop now, stop promotions, stop promotion, stop promos, stop marketing",
  "stop messages, stop messaging me, stop announcements, stop offers, stop ads, stop updates",
  "stop sending, un subscribe, unsub, remove, cancel subscription, cancel my subscription, stop pub",
  // German, Dutch, Danish, Norwegian, Swedish
  "stopp, stoppen, abmelden, abbestellen, austragen, kündigen, kuendigen, beenden, werbung stoppen",
  "keine werbung, keine werbung mehr, afmelden, uitschrijven, stop promoties, slutt, sluta, afmeld",
  "frameld, avmeld, stopp kampanjer, avregistrera, avsluta, avsluta prenumeration",
  // Spanish, Catalan, Portuguese
  "baja, darme de baja, dar de baja, darse de baja, parar, pare, detener, cancelar suscripción",
  "cancelar suscripcion, desuscribir, desuscribirme, no más, no mas, detener promociones",
  "parar promociones, atura, aturar, sair, descadastrar, cancelar inscrição, cancelar inscricao",
  "parar promoções, parar promocoes, interromper, interromper promoções, desinscrever",
  // French, Italian, Romanian
  "arrêt, arret, arrêter, arreter, arrêtez, arretez, désabonner, desabonner, me désabonner",
  "se désabonner, désinscription, desinscription, désinscrire, résilier, arrêter les promotions",
  "arrêter promotions, fermare, ferma, basta, smetti, disiscrivimi, disiscriviti, cancellami",
  "interrompi, interrompi promozioni, dezabonare, oprește, opreste, renunță, renunta",
  // Polish, Czech, Slovak, Hungarian, Croatian, Serbian, Slovene, Finnish, Estonian, Latvian, Lithuanian, Greek, Albanian
  "wypisz, rezygnuję, rezygnuje, zatrzymaj, przestań, odhlásit, odhlasit, zastavit, odhlásiť",
  "leiratkozás, leiratkozas, leiratkozom, állj, odjava, odjavi, zaustavi, prekini, ustavi, lopeta",
  "peruuta tilaus, lõpeta, peata, atteikties, stabdyti, atsisakyti, στοπ, σταμάτα, σταματήστε, διακοπή",
  "διαγραφή, ndalo",
  // Russian, Ukrainian, Belarusian, Bulgarian, Kazakh
  "стоп, отписаться, отписка, отпишись, хватит, остановить, прекратить, остановить рассылку",
  "отписаться от рассылки, відписатися, відписка, зупинити, спиніть, адпісацца, отпиши ме, спри, тоқта",
  "тоқтату",
  // Turkish, Azeri, Arabic, Persian, Urdu, Hebrew
  "dur, durdur, ret, abonelikten çık, abonelikten cik, promosyonları durdur, dayandır, توقف, قف, إيقاف",
  "ايقاف, أوقف, اوقف, إلغاء الاشتراك, الغاء الاشتراك, إيقاف العروض الترويجية, إيقاف العروض, كفى",
  "لغو اشتراک, توقف تبلیغات, روکو, بند کرو, بند کریں, עצור, הפסק, הסר, הסרה, להסרה",
  // Hindi, Marathi, Bengali, Punjabi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Sinhala, Nepali
  "रोकें, रोको, रुको, बंद करें, बंद करो, बंद, सदस्यता समाप्त करें, प्रमोशन बंद करें, थांबवा, थांबा",
  "বন্ধ, বন্ধ করুন, থামুন, ਬੰਦ ਕਰੋ, ਰੋਕੋ, બંધ કરો, રોકો, நிறுத்து, நிறுத்தவும், ఆపు, ఆపండి, ನಿಲ್ಲಿಸಿ",
  "നിർത്തുക, නවත්වන්න, रोक्नुहोस्",
  // Indonesian, Malay, Filipino, Vietnamese, Thai, Khmer, Burmese, Swahili
  "berhenti, hentikan, henti, henti langganan, berhenti langganan, hentikan promosi, tigil, itigil",
  "ihinto, dừng, dừng lại, hủy đăng ký, ngừng, หยุด, ยกเลิกการสมัคร, បញ្ឈប់, ឈប់, ရပ်, ရပ်ပါ, simama",
  "sitisha, jiondoe",
  // Chinese, Japanese, Korean
  "退订, 退訂, 取消订阅, 取消訂閱, 停止, 停, 拒收, 停止推广, 停止推廣, 停止促销, 停止促銷, ストップ, 配信停止, 配信停止希望, 退会, 登録解除, 中止, やめて, 停止して",
  "중지, 수신거부, 수신 거부, 그만, 구독취소, 구독 취소, 스톱, 정지, 해지",
);

/** What else means START: to get announcements again. What merely greets is none of them. */
export const START_WORDS = listed(
  "unstop, subscribe, resubscribe, opt in, optin, start all, start promotions, starten, abonnieren",
  "starta, alta, darme de alta, empezar, comenzar, iniciar, suscribir, suscribirme, reanudar, começar",
  "comecar, commencer, démarrer, demarrer, s'abonner, m'abonner, inizia, iniziare, începe, zacznij",
  "začít, ξεκίνα, έναρξη, старт, начать, подписаться, почати, підписатися, başla, basla, başlat",
  "abone ol, ابدأ, ابدا, بدء, شروع, התחל, शुरू, शुरू करें, शुरु, শুরু, தொடங்கு, mulai, langganan",
  "simulan, bắt đầu, เริ่ม, anza, 开始, 開始, 订阅, 訂閱, スタート, 再開, 시작, 구독",
);
