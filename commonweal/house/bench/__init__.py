"""Names measured: Commonweal beside its peers, on the same records, questions and pairs, in one run.

    commonweal bench names --list watchlist.jsonl --pairs pairs.jsonl --labelled labelled.csv

`files` reads what is brought, `noise` makes questions with mistakes, `fillers` people who do not exist, `peers` holds
whoever is compared, `recall`, `verdicts` and `unlisted` measure, `report` and `plots` tell. Nothing here touches the
house's own database.
"""
