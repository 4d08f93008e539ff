"""Changes of engagements: the draft, what it joins, its ledgers, the verbs."""
