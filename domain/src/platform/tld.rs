//! The ends of host names that make a word a link although no `https://` stands before it.
//!
//! All country codes and the commonest of the other top-level domains (IANA's root zone has some 1 450, whose list would
//! be larger than everything else here). A link under a rarer one is found where it is written with its scheme.

/// Country-code top-level domains (ISO 3166-1 and the exceptions in the root zone), two letters each.
const COUNTRIES: &str = "acadaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjbmbnbobrbsbtbvbwbybzcacccdcfcgchcickclcmcn\
    cocrcucvcwcxcyczdedjdkdmdodzeceeegereseteufifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhmhnhrhthuidieilim\
    inioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancne\
    nfngninlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsisjskslsmsnsosrssstsusvsxsysztctdtftg\
    thtjtktltmtntotrtttvtwtzuaugukusuyuzvavcvevgvivnvuwfwsyeytzazmzw";

/// The commonest of the others, lower case.
const GENERIC: &str = "com net org edu gov mil int info biz name pro mobi jobs travel museum aero coop cat tel asia post \
    app dev page blog shop store online site website tech xyz club live life news media social network community events \
    team group agency company studio design art photo photos photography video music games game fun space world earth \
    global city today email academy school university education college training courses coach fitness health care \
    clinic yoga run fit bike football golf cafe coffee restaurant bar pub beer wine kitchen pizza fashion beauty hair \
    style shoes jewelry gift gifts tips guide help support wiki zone link click digital cloud host hosting domains \
    software systems computer codes engineering technology science energy solar green eco bio farm garden pet vet dog \
    dentist doctor law legal money finance financial bank insurance tax credit capital ventures fund business \
    consulting services solutions marketing press report reviews review rocks ninja guru expert plus vip top win bid \
    trade sale deals discount market cash shopping menu wtf lol cool pink red blue black love date dating wedding \
    family kids baby camp church foundation charity ngo ong vote berlin london paris nyc tokyo hamburg koeln cologne \
    wien amsterdam brussels africa bayern barcelona madrid istanbul moscow sydney melbourne vegas miami boston quebec \
    scot wales cymru irish gal eus swiss nrw google youtube";

/// Some that are not written in Latin letters.
const OTHER_SCRIPTS: [&str; 8] = ["みんな", "中国", "中國", "香港", "한국", "рф", "укр", "ελ"];

/// Whether a word of ASCII letters is a known top-level domain, in any case.
pub(super) fn is_known(word: &str) -> bool {
    match word.len() {
        2 => COUNTRIES.as_bytes().chunks(2).any(|code| code.eq_ignore_ascii_case(word.as_bytes())),
        3.. => GENERIC.split(' ').any(|known| known.eq_ignore_ascii_case(word)),
        _ => false,
    }
}

/// The known top-level domain in another script that a text begins with.
pub(super) fn other_script(text: &str) -> Option<&'static str> {
    OTHER_SCRIPTS.into_iter().find(|known| text.starts_with(known))
}
