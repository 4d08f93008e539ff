"""Which of the three regions each country of ISO 3166-1 falls to, until an administrator draws them otherwise.

Africa goes with Europe and the Middle East, Oceania and Central Asia with Asia; overseas territories where they lie.
"""

EUROPE, ASIA, AMERICAS = "Europe and the Middle East", "Asia", "The Americas"

_COUNTRIES = {
    EUROPE: (
        "AD AE AL AM AO AT AX AZ BA BE BF BG BH BI BJ BW BV BY CD CF CG CH CI CM CV CY CZ DE DJ DK DZ EE EG EH ER ES "
        "ET FI FO FR GA GB GE GG GH GI GL GM GN GQ GR GW HR HU IE IL IM IQ IR IS IT JE JO KE KM KW LB LI LR LS LT LU "
        "LV LY MA MC MD ME MG MK ML MR MT MU MW MZ NA NE NG NL NO OM PL PS PT QA RE RO RS RU RW SA SC SD SE SH SI SJ "
        "SK SL SM SN SO SS ST SY SZ TD TF TG TN TR TZ UA UG VA YE YT ZA ZM ZW"
    ),
    ASIA: (
        "AF AQ AS AU BD BN BT CC CK CN CX FJ FM GU HK HM ID IN IO JP KG KH KI KP KR KZ LA LK MH MM MN MO MP MV MY NC "
        "NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TJ TK TL TM TO TV TW UM UZ VN VU WF WS"
    ),
    AMERICAS: (
        "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ "
        "MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
    ),
}
REGION_OF = {code: region for region, codes in _COUNTRIES.items() for code in codes.split()}
