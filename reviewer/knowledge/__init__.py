"""What is known beforehand: organs, places, rules, tables, standard wording."""
